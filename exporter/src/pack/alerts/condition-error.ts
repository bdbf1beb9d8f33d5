import { RuleError } from "../../mapping/rule-error.ts";
import { didYouMean } from "../nearest.ts";

/** A condition that can't be compiled: `message` reads on after "must be", `hint` is the nearest right word. */
export class ConditionError extends RuleError {
  readonly hint: string;

  constructor(rule: string, hint = "") {
    super(rule);
    this.hint = hint;
  }
}

/** `name` is none of `known`, which are `what`. */
export function unknownName(what: string, name: string, known: readonly string[]): ConditionError {
  return new ConditionError(`a condition over ${what}: ${known.join(", ")} (there is no ${name})`, didYouMean(name, known));
}
