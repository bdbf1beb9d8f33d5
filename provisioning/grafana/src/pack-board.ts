import type { PackOutline } from "eddy-exporter/contract";
import type { ClassicDashboard } from "./classic.ts";
import type { Section } from "./board.ts";
import { board } from "./board.ts";
import { packUid } from "./links.ts";
import { PackScope } from "./pack-scope.ts";
import { arrival, measuresTable, packTimeline, strangestBars } from "./panels/strange.ts";

/** What is particular to the dashboard of one pack. */
export interface PackBoard {
  readonly pack: string;
  readonly title: string;
  readonly description: string;
  /** Labels that can be chosen at its top. */
  readonly filters: readonly string[];
  /** Stand in front of what every pack has: what is strange, and how its streams arrive. */
  sections(pack: PackScope): readonly Section[];
}

/** The dashboard of a pack. */
export function packBoard(of: PackBoard, outline: PackOutline): ClassicDashboard {
  const pack = new PackScope(outline, of.filters);
  const matchers = [pack.streams, ...pack.chosen];
  return board({
    uid: packUid(of.pack), title: of.title, description: of.description, tag: "pack", variables: pack.variables(),
    sections: [
      ...of.sections(pack),
      { title: "What is strange", panels: [strangestBars(matchers, 8, 9), measuresTable(matchers, 8, 9), packTimeline(pack, 8, 9)] },
      { title: "How the streams arrive", panels: arrival(pack) },
    ],
  });
}
