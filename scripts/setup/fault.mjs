/** Something that the user can mend: printed as one sentence with its remedy, without a stack. */
export class Fault extends Error {
  name = "Fault";
}

/** One sentence for a Fault, the whole stack for a mistake of ours. */
export function explain(error) {
  if (error instanceof Fault) return `eddy: ${error.message}`;
  return `eddy: ${error instanceof Error ? error.stack : String(error)}`;
}
