import type { PackBoard } from "../pack-board.ts";
import { bars } from "../panels/bars.ts";
import { lines } from "../panels/lines.ts";
import { stat } from "../panels/stat.ts";
import { bandOf } from "../panels/strange.ts";
import { aggregate, orOneZero } from "../queries.ts";

const MOOD = "From -1 (against) to 1 (in favour).";

/** For who looks after a brand: how much is written, in which mood, and who reads it. */
export const social: PackBoard = {
  pack: "social",
  title: "Social media",
  description: "How much is written and read on the platforms, and in which mood.",
  filters: ["platform", "hashtag"],
  sections: (pack) => [
    {
      title: "",
      panels: [
        stat({
          title: "Posts", unit: "short", width: 6, decimals: 0, description: "New in the feeds in the range shown.",
          queries: [{ expr: pack.sumInRange("posts.published"), legend: "posts", as: "now" }],
        }),
        stat({
          title: "Mood of the feeds", unit: "short", width: 6, decimals: 2, steps: [[null, "red"], [-0.1, "yellow"], [0.1, "green"]], description: `Mean of the latest readings. ${MOOD}`,
          queries: [{ expr: aggregate("avg", [], pack.last("posts.sentiment")), legend: "mood" }],
        }),
        stat({
          title: "Mentions of the shop", unit: "short", width: 6, decimals: 0, description: "Posts about the shop in the range shown.",
          queries: [{ expr: pack.sumInRange("mentions.events"), legend: "mentions", as: "now" }],
        }),
        stat({
          title: "Likes, shares, replies", unit: "short", width: 6, decimals: 0, description: "What readers did with the posts about the shop in the range shown.",
          queries: [
            { expr: pack.sumInRange("engagement.likes"), legend: "likes", as: "now" },
            { expr: pack.sumInRange("engagement.shares"), legend: "shares", as: "now" },
            { expr: pack.sumInRange("engagement.replies"), legend: "replies", as: "now" },
          ],
        }),
      ],
    },
    {
      title: "The feeds",
      panels: [
        lines({
          title: "Posts a minute by platform", unit: "short", width: 8, draw: "stacked", description: "New in the feeds.",
          queries: [{ expr: pack.perMinute("posts.published", ["platform"]), legend: "{{platform}}" }],
        }),
        lines({
          title: "Mood by platform", unit: "short", width: 8, min: -1, max: 1, description: MOOD,
          queries: [{ expr: aggregate("avg", ["platform"], pack.last("posts.sentiment")), legend: "{{platform}}" }],
        }),
        bars({
          title: "Busiest hashtags", unit: "short", width: 8, description: "New posts in the range shown, the ten busiest.",
          query: { expr: `topk(10, ${pack.inRangeBy("posts.published", ["hashtag"])})`, legend: "{{hashtag}}" },
        }),
        bandOf(pack, "volume", { title: "Posts a minute, as expected?", width: 8, about: "Posts a minute on one platform." }),
        bandOf(pack, "posts.sentiment", { title: "Mood, as expected?", width: 8, about: `Mood of one hashtag on one platform. ${MOOD}` }),
        bandOf(pack, "posts.engagement", { title: "Readers that answered, as expected?", width: 8, about: "Share of the readers that liked or replied." }),
      ],
    },
    {
      title: "The shop",
      panels: [
        lines({
          title: "Mentions a minute", unit: "short", width: 8, draw: "stacked", description: "Posts about the shop by platform.",
          queries: [{ expr: orOneZero(pack.perMinute("mentions.events", ["platform"])), legend: "{{platform}}" }],
        }),
        lines({
          title: "Mood of the mentions", unit: "short", width: 8, min: -1, max: 1, description: `Of their words, by platform. ${MOOD}`,
          queries: [{ expr: orOneZero(aggregate("avg", ["platform"], pack.last("mentions.sentiment"))), legend: "{{platform}}" }],
        }),
        bars({
          title: "Campaigns that are talked about", unit: "short", width: 8, description: "Posts about the shop in the range shown, by campaign; those without one are left out.",
          query: { expr: orOneZero(`topk(10, ${pack.inRangeBy("mentions.events", ["campaign"], 'campaign!=""')})`), legend: "{{campaign}}" },
        }),
        lines({
          title: "Views of a post", unit: "short", width: 12, description: "Mean of the latest posts about the shop by platform.",
          queries: [{ expr: orOneZero(aggregate("avg", ["platform"], pack.last("engagement.views"))), legend: "{{platform}}" }],
        }),
        lines({
          title: "Readers that did something", unit: "percentunit", width: 12, description: "Share that liked, shared or replied, mean of the latest posts about the shop by platform.",
          queries: [{ expr: orOneZero(aggregate("avg", ["platform"], pack.last("engagement.engagement"))), legend: "{{platform}}" }],
        }),
      ],
    },
  ],
};
