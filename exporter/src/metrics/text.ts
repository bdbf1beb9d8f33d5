/** A label's value between its quotes, in both formats: backslash, quote and line feed are escaped. */
function escapeLabelValue(value: string): string {
  return /[\\"\n]/.test(value) ? value.replaceAll("\\", "\\\\").replaceAll('"', '\\"').replaceAll("\n", "\\n") : value;
}

/** `device="a",site="b"`; labels with an empty value are absent. */
export function labelText(names: readonly string[], values: readonly string[]): string {
  let text = "";
  for (const [i, name] of names.entries()) {
    const value = values[i] ?? "";
    if (value !== "") text += `${text === "" ? "" : ","}${name}="${escapeLabelValue(value)}"`;
  }
  return text;
}

/** Two label texts as one. */
export function joinLabels(first: string, second: string): string {
  return second === "" ? first : `${first},${second}`;
}

/** One line; `labels` is label text without braces. */
export function sampleLine(name: string, labels: string, value: number): string {
  return labels === "" ? `${name} ${valueText(value)}\n` : `${name}{${labels}} ${valueText(value)}\n`;
}

/** As Go reads it: `+Inf`, `-Inf`, `NaN`; whole numbers below 1e21 plain. */
export function valueText(value: number): string {
  if (value === Infinity) return "+Inf";
  return value === -Infinity ? "-Inf" : String(value);
}
