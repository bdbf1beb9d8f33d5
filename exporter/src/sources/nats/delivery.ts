/** What the reply subject of a message says about its delivery. The caller reuses the object. */
export interface Delivery {
  /** Sequence in the stream. */
  sequence: number;
  /** Sequence in the consumer, from 1. */
  deliverySequence: number;
  /** Store time, whole milliseconds since 1970, and nanoseconds beyond, 0 to 999,999. */
  storeTimeMs: number;
  storeTimeNs: number;
}

const dot = 46;
const zero = 48;

/**
 * Where the numbers begin in the reply subjects of a consumer, or -1 if this is none of JetStream's:
 * `$JS.ACK.<stream>.<consumer>.` or, newer, `$JS.ACK.<domain>.<account hash>.<stream>.<consumer>.`, then
 * `<deliveries>.<stream sequence>.<delivery sequence>.<time in ns>.<pending>` and perhaps more tokens.
 * What lies before is the same for all messages of one consumer, so this is asked once.
 */
export function numbersOffset(reply: string): number {
  if (!reply.startsWith("$JS.ACK.")) return -1;
  const tokens = reply.split(".");
  if (tokens.length < 9 || tokens.length === 10) return -1;
  const prefix = tokens.slice(0, tokens.length === 9 ? 4 : 6);
  return prefix.join(".").length + 1;
}

/**
 * Reads the numbers that begin at `offset`; false if there are none. By char codes, without a split or a
 * BigInt, since every message comes through here: some 50 ns.
 */
export function readDelivery(reply: string, offset: number, delivery: Delivery): boolean {
  if (reply.charCodeAt(offset - 1) !== dot) return false;
  const deliveriesEnd = reply.indexOf(".", offset);
  const sequenceEnd = reply.indexOf(".", deliveriesEnd + 1);
  const deliverySequenceEnd = reply.indexOf(".", sequenceEnd + 1);
  const timeEnd = reply.indexOf(".", deliverySequenceEnd + 1);
  if (deliveriesEnd < 0 || sequenceEnd < 0 || deliverySequenceEnd < 0 || timeEnd < 0) return false;
  delivery.sequence = digits(reply, deliveriesEnd + 1, sequenceEnd);
  delivery.deliverySequence = digits(reply, sequenceEnd + 1, deliverySequenceEnd);
  delivery.storeTimeMs = digits(reply, deliverySequenceEnd + 1, timeEnd - 6);
  delivery.storeTimeNs = digits(reply, Math.max(timeEnd - 6, deliverySequenceEnd + 1), timeEnd);
  return delivery.sequence > 0 && delivery.deliverySequence > 0 && delivery.storeTimeMs >= 0 && delivery.storeTimeNs >= 0;
}

/** The number between two indexes; NaN if anything else is there. */
function digits(text: string, from: number, end: number): number {
  let value = 0;
  for (let i = from; i < end; i++) {
    const digit = text.charCodeAt(i) - zero;
    if (digit < 0 || digit > 9) return NaN;
    value = value * 10 + digit;
  }
  return value;
}
