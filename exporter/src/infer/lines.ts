/** Lines that are not blank, at most `most`. */
export function linesOf(text: string, most = Infinity): string[] {
  const lines: string[] = [];
  for (let start = 0; start < text.length && lines.length < most; ) {
    const found = text.indexOf("\n", start);
    const end = found < 0 ? text.length : found;
    const line = text.slice(start, end).replace(/\r$/, "");
    if (line.trim() !== "") lines.push(line);
    start = end + 1;
  }
  return lines;
}
