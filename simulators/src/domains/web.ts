import { seededRandom } from "../model/random.ts";
import type { Visit } from "../world/fact.ts";
import { around } from "../world/stage.ts";
import type { Domain } from "./domain.ts";

/** What the shop's pages and its visitors' browsers measure. */
export const web: Domain = {
  name: "web",
  tellers: (seed) => {
    const random = seededRandom(seed, "web");
    return {
      page: ({ visit, group, path, status, durationMs }) => [{
        subject: "web.views.shop",
        body: {
          ...visitor(visit), page_group: group, path, status, device: visit.device,
          load_ms: durationMs + Math.round(around(random, visit.device === "desktop" ? 380 : 620, 0.3)),
        },
      }],
      visit: ({ visit, pages, lengthMs, goal, paise }) => [
        {
          subject: "web.sessions.shop",
          body: {
            ...visitor(visit), source: visit.source, campaign: visit.campaign, device: visit.device, pages,
            duration_ms: lengthMs, bounced: pages === 1 ? 1 : 0, converted: goal === "purchase" ? 1 : 0,
          },
        },
        ...(goal === "none" ? [] : [{ subject: `web.conversions.${goal}`, body: { ...visitor(visit), source: visit.source, campaign: visit.campaign, value: paise } }]),
      ],
    };
  },
};

function visitor({ session, customer }: Visit): Record<string, unknown> {
  return { session, ...(customer !== undefined && { customer: customer.id }) };
}
