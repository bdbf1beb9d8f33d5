const DAY_MS = 86_400_000;
const HOUR_MS = 3_600_000;
const MINUTE_MS = 60_000;
/** Length of `HH:mm:ss.SSSZ`, which follows the day. */
const CLOCK_LENGTH = 13;
const MILLIONTHS = 1_000_000;
const ZERO = 0x30;
/** No number and no time takes more. */
const MOST_BYTES = 32;

/**
 * Text that grows by numbers and times, kept as bytes: a number costs its digits and no string is joined. Memory: twice
 * the longest text taken.
 */
export class LineBytes {
  #bytes = new Uint8Array(4096);
  #length = 0;
  readonly #encoder = new TextEncoder();
  readonly #decoder = new TextDecoder();
  #day = NaN;
  #dayText = "";

  /** Bytes since the last `take`. */
  get length(): number {
    return this.#length;
  }

  /** The text so far; begins anew. */
  take(): string {
    const text = this.#decoder.decode(this.#bytes.subarray(0, this.#length));
    this.#length = 0;
    return text;
  }

  /** One ASCII character by its code. */
  character(code: number): void {
    this.#makeRoom(1);
    this.#put(code);
  }

  /** Text of ASCII characters alone. */
  ascii(text: string): void {
    this.#makeRoom(text.length);
    for (let i = 0; i < text.length; i++) this.#put(text.charCodeAt(i));
  }

  /** Any text. */
  text(text: string): void {
    this.#makeRoom(text.length * 3);
    this.#length += this.#encoder.encodeInto(text, this.#bytes.subarray(this.#length)).written;
  }

  /** As String writes it, in full precision; nothing for NaN and the infinities. */
  number(value: number): void {
    if (Number.isFinite(value)) this.ascii(String(value));
  }

  /** A number from 0 to 1, rounded to six digits, as String writes it then. */
  share(value: number): void {
    const millionths = Math.round(value * MILLIONTHS);
    if (!(millionths > 0 && millionths < MILLIONTHS)) {
      this.ascii(String(millionths / MILLIONTHS));
      return;
    }
    this.#makeRoom(MOST_BYTES);
    this.#put(ZERO);
    this.#put(0x2e);
    let rest = millionths;
    for (let unit = MILLIONTHS / 10; rest > 0; unit /= 10) {
      const digit = Math.floor(rest / unit);
      this.#put(ZERO + digit);
      rest -= digit * unit;
    }
  }

  /** RFC 3339 in UTC with milliseconds, of whole ms since 1970. Throws RangeError beyond what a Date can be. */
  time(ms: number): void {
    const day = Math.floor(ms / DAY_MS);
    if (day !== this.#day) {
      this.#dayText = new Date(ms).toISOString().slice(0, -CLOCK_LENGTH);
      this.#day = day;
    }
    this.ascii(this.#dayText);
    this.#makeRoom(MOST_BYTES);
    const within = ms - day * DAY_MS;
    this.#twoDigits(Math.floor(within / HOUR_MS), 0x3a);
    this.#twoDigits(Math.floor((within % HOUR_MS) / MINUTE_MS), 0x3a);
    this.#twoDigits(Math.floor((within % MINUTE_MS) / 1000), 0x2e);
    const millis = within % 1000;
    this.#put(ZERO + Math.floor(millis / 100));
    this.#twoDigits(millis % 100, 0x5a);
  }

  #twoDigits(value: number, behind: number): void {
    const tens = Math.floor(value / 10);
    this.#put(ZERO + tens);
    this.#put(ZERO + value - tens * 10);
    this.#put(behind);
  }

  #put(code: number): void {
    this.#bytes[this.#length++] = code;
  }

  #makeRoom(bytes: number): void {
    if (this.#length + bytes <= this.#bytes.length) return;
    const larger = new Uint8Array(2 * (this.#length + bytes));
    larger.set(this.#bytes);
    this.#bytes = larger;
  }
}
