import type { ClassicDashboard } from "./classic.ts";
import { board } from "./board.ts";
import { UIDS } from "./links.ts";
import { checkpoints, deadLetters, health, log, machine, scrapes, series, traffic, web } from "./panels/self.ts";

/** Eddy as who runs it wants to see it. */
export function self(): ClassicDashboard {
  return board({
    uid: UIDS.self, title: "Eddy: operations", tag: "operations",
    description: "Health of Eddy itself: log, streams, limits, checkpoints, scrapes, requests, process.",
    variables: [],
    sections: [
      { title: "", panels: health() },
      { title: "Log", panels: log() },
      { title: "Events", panels: [...traffic(), ...deadLetters()] },
      { title: "Series and limits", panels: series() },
      { title: "Checkpoints", panels: checkpoints() },
      { title: "Scrapes", panels: scrapes() },
      { title: "Web", panels: web() },
      { title: "Process", panels: machine() },
    ],
  });
}
