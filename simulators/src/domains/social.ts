import { seededRandom } from "../model/random.ts";
import { between, daily, numbered } from "./domain.ts";
import type { Domain, Source } from "./domain.ts";

const PLATFORMS = ["mastodon", "bluesky", "threads"] as const;
const HASHTAGS = ["coffee", "football", "music", "travel", "weather"] as const;

/**
 * Users whose feeds are read: each writes on one platform about one hashtag, so that labels stay few.
 * And what the shop's customers write about it, post by post.
 */
export const social: Domain = {
  name: "social",
  reporters: { option: "users", sources: (count, seed) => Array.from({ length: count }, (_, i) => feed(i, seed)) },
  tellers: () => ({
    post: ({ post, author, platform, hashtag, campaign, text }) => [{
      subject: `social.mentions.${platform}`,
      body: { post_id: post, author: author.id, hashtag, ...(campaign !== "" && { campaign }), text, followers: author.followers },
    }],
    engagement: ({ post: { post, platform, hashtag, campaign }, views, likes, shares, replies }) => [{
      subject: `social.engagement.${platform}`,
      body: { post_id: post, hashtag, ...(campaign !== "" && { campaign }), views, likes, shares, replies },
    }],
  }),
};

function feed(index: number, seed: number): Source {
  const user = numbered("u", index);
  const platform = PLATFORMS[index % PLATFORMS.length] ?? PLATFORMS[0];
  const hashtag = HASHTAGS[index % HASHTAGS.length] ?? HASHTAGS[0];
  const random = seededRandom(seed, user);
  return {
    stream: "social_posts",
    subject: `social.posts.${platform}`,
    labels: { platform, hashtag },
    fields: { user, hashtag },
    measures: [
      { name: "published", kind: "amount", mean: daily(between(random, 3, 6), 0.8, 20), deviation: 0, digits: 0 },
      { name: "sentiment", kind: "level", mean: daily(0.1, 0.1, 18), deviation: 0.05, digits: 3 },
      { name: "engagement", kind: "level", mean: daily(0.1, 0.012, 21), deviation: 0.004, digits: 4 },
    ],
  };
}
