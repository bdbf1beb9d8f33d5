import { seededRandom } from "../model/random.ts";
import { arrivals } from "./stage.ts";
import type { Stage } from "./stage.ts";

const KNOCKS_A_SECOND = 12;
/** The noise of the internet: somebody always knocks. */
const USUAL_A_SECOND = 0.05;
const ADDRESS = "198.51.100.23";

/** Knocks at ports: now and then, and at all of them in turn when an incident wants it. */
export function beginIntruder(stage: Stage): void {
  const random = seededRandom(stage.seed, "intruder");
  arrivals(stage, random, () => (stage.isOn("scan") ? KNOCKS_A_SECOND : USUAL_A_SECOND), () => {
    stage.tell({ kind: "probe", address: ADDRESS, port: 1 + Math.floor(random.next() * 65_535) });
  });
}
