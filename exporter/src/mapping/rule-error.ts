/** Text of a pack that can't be compiled: `message` is the rule that it breaks and reads on after "must be". */
export class RuleError extends Error {
  override readonly name = "RuleError";
}
