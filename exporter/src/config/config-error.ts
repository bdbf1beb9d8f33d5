/** One thing wrong in eddy.yml or in the environment. */
export interface ConfigFault {
  /** `<file>:<line>`, or `environment`. */
  readonly where: string;
  /** Path of the option, for example `nats.password_file`. */
  readonly option: string;
  /** What it must be: reads on after "must be". */
  readonly rule: string;
  /** What it is instead, as JSON and cut; "" where there is nothing to show. */
  readonly got: string;
}

/** Settings that Eddy can't start with. The message has one line a fault. */
export class ConfigError extends Error {
  override readonly name = "ConfigError";
  readonly faults: readonly ConfigFault[];

  constructor(faults: readonly ConfigFault[]) {
    super(faults.map(faultLine).join("\n"));
    this.faults = faults;
  }
}

function faultLine({ where, option, rule, got }: ConfigFault): string {
  return `${where}: ${option} must be ${rule}${got === "" ? "" : `, got ${got}`}`;
}
