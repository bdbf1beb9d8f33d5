import type { PackOutline } from "eddy-exporter/contract";
import type { ClassicDashboard } from "./classic.ts";
import { overview } from "./overview.ts";
import { packBoard } from "./pack-board.ts";
import { derived } from "./packs/derived.ts";
import { PACK_BOARDS } from "./packs/registry.ts";
import { self } from "./self.ts";
import { series } from "./series.ts";

/** A dashboard and where its JSON lies, below provisioning/grafana/dashboards. */
export interface NamedDashboard {
  /** Folder of the provider in provisioning/grafana/dashboards/eddy.yml. */
  readonly folder: "eddy" | "packs";
  readonly dashboard: ClassicDashboard;
}

/** Every dashboard: those about Eddy, then one for each of the packs. Throws where a dashboard names a measure that its pack doesn't have. */
export function dashboards(packs: readonly PackOutline[]): NamedDashboard[] {
  const own = [overview(packs.map(({ name }) => name)), self(), series()];
  const ofPacks = packs.map((pack) => packBoard(PACK_BOARDS.find((board) => board.pack === pack.name) ?? derived(pack), pack));
  return [
    ...own.map((dashboard) => ({ folder: "eddy" as const, dashboard })),
    ...ofPacks.map((dashboard) => ({ folder: "packs" as const, dashboard })),
  ];
}

/** Path of its file, below provisioning/grafana/dashboards. */
export function fileOf({ folder, dashboard }: NamedDashboard): string {
  return `${folder}/${dashboard.uid ?? ""}.json`;
}

/** Its file's text. */
export function textOf({ dashboard }: NamedDashboard): string {
  return `${JSON.stringify(dashboard, undefined, 2)}\n`;
}
