/** Where a sourced message comes from. */
export interface MessageSource {
  /** Its name alone: what the server writes behind a colon differs between its versions. */
  readonly stream: string;
  readonly sequence: number;
}

/**
 * Reads the header `Nats-Stream-Source`. nats-server 2.9 writes a reply subject
 * (`$JS.ACK.<stream>.<consumer>.<delivered>.<sequence>…`) or `<stream> <sequence>`, 2.10 and later
 * `<stream>[:hash] <sequence> <filter> <transform>`. Undefined for "" and for anything else.
 */
export function sourceOf(header: string): MessageSource | undefined {
  if (header === "") return undefined;
  const [stream = "", sequence = ""] = header.startsWith("$JS.ACK.") ? fromReply(header) : header.split(" ");
  const number = Number(sequence);
  const name = stream.split(":")[0] ?? "";
  return name !== "" && Number.isSafeInteger(number) && number > 0 ? { stream: name, sequence: number } : undefined;
}

function fromReply(reply: string): string[] {
  const tokens = reply.split(".");
  const from = tokens.length >= 11 ? 4 : 2;
  return [tokens[from] ?? "", tokens[from + 3] ?? ""];
}
