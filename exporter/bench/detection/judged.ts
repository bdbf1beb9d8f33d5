import type { Detector, DetectorKind } from "#exporter/detectors/detector";
import { detectorKinds } from "#exporter/detectors/registry";

/** Setting that trades memory or silence for what is found, where a kind has it. */
const TIER = "tier";

/** The detector under test: a kind with settings over its defaults, numbers or words as given on a command line. */
export class Judged {
  readonly kind: DetectorKind;
  readonly #given: Readonly<Record<string, string>>;

  /** Throws where the kind or a setting of it is not one. */
  constructor(id: string, given: Readonly<Record<string, string>>) {
    const kind = detectorKinds.get(id);
    if (kind === undefined) throw new Error(`--detector must be one of ${[...detectorKinds.keys()].join(", ")}, got ${id}`);
    this.kind = kind;
    this.#given = given;
    this.make();
  }

  /** Throws where a value is out of its range. */
  make(): Detector {
    const { kind } = this;
    const entries = Object.entries(this.#given);
    const isWord = (name: string): boolean => kind.choices?.[name] !== undefined;
    const words = entries.filter(([name]) => isWord(name));
    for (const [name, word] of words) checkWord(kind, name, word);
    const numbers = entries.filter(([name]) => !isWord(name)).map(([name, text]) => [name, numberOf(kind, name, text)] as const);
    return kind.create({ ...kind.defaults, ...Object.fromEntries(numbers) }, Object.fromEntries(words));
  }

  /** The same in another tier; itself where its kind has no such. */
  inTier(tier: string): Judged {
    return this.hasTier(tier) ? new Judged(this.kind.id, { ...this.#given, [TIER]: tier }) : this;
  }

  hasTier(tier: string): boolean {
    return this.kind.choices?.[TIER]?.includes(tier) === true;
  }

  /** As a pack says it, in JSON. */
  get inPack(): string {
    const settings: Record<string, string | number> = {};
    for (const [name, text] of Object.entries(this.#given)) settings[name] = this.kind.choices?.[name] === undefined ? Number(text) : text;
    return JSON.stringify({ [this.kind.id]: settings });
  }
}

function checkWord(kind: DetectorKind, name: string, word: string): void {
  const choices = kind.choices?.[name] ?? [];
  if (!choices.includes(word)) throw new Error(`--set: ${name} must be one of ${choices.join(", ")}, got ${word}`);
}

function numberOf(kind: DetectorKind, name: string, text: string): number {
  const range = kind.ranges[name];
  const known = [...Object.keys(kind.defaults), ...Object.keys(kind.choices ?? {})];
  if (range === undefined) throw new Error(`--set: ${kind.id} has the settings ${known.join(", ")}, got ${name}`);
  const value = Number(text);
  if (!(value >= range[0] && value <= range[1])) throw new Error(`--set: ${name} must be from ${range[0]} to ${range[1]}, got ${text}`);
  return value;
}
