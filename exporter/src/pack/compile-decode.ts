import { compileDecoder } from "../formats/decoder.ts";
import { FormatOptionError } from "../formats/format.ts";
import type { Decode, FormatOptions } from "../formats/format.ts";
import { formats } from "../formats/registry.ts";
import type { OptionPath, PackReport } from "./faults.ts";
import type { FoldSettings } from "./fold-text.ts";
import { didYouMean } from "./nearest.ts";
import type { StreamSpec } from "./schema.ts";

/** Options of a stream that belong to its format, and to no other part of it. */
const FORMAT_OPTIONS: readonly (keyof FormatOptions)[] = ["columns", "delimiter", "pattern", "patterns"];

/** Compiles how a stream's payloads become records; undefined if the report got a fault. */
export function compileDecode(spec: StreamSpec, option: OptionPath, settings: FoldSettings, report: PackReport): Decode | undefined {
  const known = [...formats.keys()];
  const format = formats.get(spec.format);
  if (format === undefined) {
    report.fault([...option, "format"], `one of ${known.join(", ")}`, spec.format, didYouMean(spec.format, known));
    return undefined;
  }
  for (const name of FORMAT_OPTIONS) {
    if (spec[name] === undefined || format.options.includes(name)) continue;
    report.fault([...option, name], `left out unless the format is ${formatsWith(name)}`, spec[name]);
  }
  try {
    return compileDecoder(format, spec, { maxBytes: settings.maxPayloadBytes, maxDepth: settings.maxDepth, takesFlat: true });
  } catch (error) {
    if (!(error instanceof FormatOptionError)) throw error;
    report.fault([...option, ...error.option], error.message, error.value);
    return undefined;
  }
}

function formatsWith(option: keyof FormatOptions): string {
  return [...formats.values()].filter(({ options }) => options.includes(option)).map(({ name }) => name).join(" or ");
}
