import { readPackFolder } from "../config/packs.ts";
import { fullName } from "../pack/compile-stream.ts";
import { PackError } from "../pack/faults.ts";
import { nearest } from "../pack/nearest.ts";
import { readPack } from "../pack/read-pack.ts";
import { publisherSchema } from "../workbench/publisher-schema.ts";
import type { Command } from "./command.ts";
import { UsageError } from "./command.ts";
import { PACK_FLAGS, packsByName } from "./packs-link.ts";

/** `eddy schema`: what may be published to a stream. */
export const schema: Command = {
  flags: PACK_FLAGS,
  examples: ["npx eddy schema iot_sensor", "npx eddy schema market_ticks > ticks.schema.json"],
  run(args, terminal) {
    const [stream, ...more] = args.positional;
    if (stream === undefined || more.length > 0) throw new UsageError(`schema wants one stream, for example iot_sensor, got ${args.positional.length}`);
    const packs = packsByName([], args).all.map(readPackFolder).map(readPack);
    for (const { name, spec, report } of packs) {
      if (spec === undefined) {
        if (stream.startsWith(name)) throw new PackError(report.faults);
        continue;
      }
      const found = publisherSchema(spec, name, stream);
      if (found === undefined) continue;
      terminal.out(`${JSON.stringify(found, undefined, args.flags["json"] === true ? undefined : 2)}\n`);
      return Promise.resolve(0);
    }
    const known = packs.flatMap(({ name, spec }) => Object.keys(spec?.streams ?? {}).map((short) => fullName(name, short)));
    const right = nearest(stream, known);
    throw new UsageError(`stream must be one of ${known.join(", ")}, got ${JSON.stringify(stream)}${right === undefined ? "" : `; did you mean ${right}?`}`);
  },
};
