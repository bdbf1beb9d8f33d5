import { createHmac, randomBytes } from "node:crypto";

/** Compares a password with a bcrypt hash, off the main thread. */
export type ComparePassword = (password: string, hash: string) => Promise<boolean>;

/** How a password fared; `busy` = too many others wait to be compared. */
export type PasswordCheck = "right" | "wrong" | "busy";

/** Results remembered of each kind. Wrong ones have room of their own: guesses can't push out what is right. */
const MOST_REMEMBERED = 256;

/** One is compared at a time, some 75 ms at cost 10; so many may wait, others are sent away. */
const MOST_WAITING = 32;

/** Salt and digest of a hash that no password has. */
const NOBODYS = ".".repeat(53);

/**
 * Who has which password. Comparing is slow on purpose, so results are remembered, under a keyed hash: no password is
 * kept. An unknown user costs what a known one costs, or else the time would tell which names there are.
 */
export class Passwords {
  readonly #compare: ComparePassword;
  readonly #secret = randomBytes(32);
  readonly #remembered = { right: new Set<string>(), wrong: new Set<string>() };
  readonly #running = new Map<string, Promise<PasswordCheck>>();
  #last: Promise<unknown> = Promise.resolve();

  constructor(compare: ComparePassword) {
    this.#compare = compare;
  }

  /** `users` maps to hashes. A hash that changed is another question: nothing remembered answers it. Never rejects. */
  async check(users: ReadonlyMap<string, string>, user: string, password: string): Promise<PasswordCheck> {
    const hash = users.get(user);
    const key = this.#digest([user, hash ?? "", password]);
    for (const known of ["right", "wrong"] as const) {
      if (this.#remembered[known].has(key)) return this.#remember(known, key);
    }
    const running = this.#running.get(key);
    if (running !== undefined) return running;
    if (this.#running.size >= MOST_WAITING) return "busy";
    const checked = this.#last.then(() => this.#ask(key, password, { hash, other: this.#nobodysHash(users, user) }));
    this.#last = checked;
    this.#running.set(key, checked);
    return checked;
  }

  async #ask(key: string, password: string, { hash, other }: { hash: string | undefined; other: string }): Promise<PasswordCheck> {
    try {
      const equal = await this.#compare(password, hash ?? other);
      return this.#remember(equal && hash !== undefined ? "right" : "wrong", key);
    } catch {
      // A hash that the library can't read; the settings were checked, so there is no such user.
      return "wrong";
    } finally {
      this.#running.delete(key);
    }
  }

  /** The newest goes last; the oldest goes. */
  #remember(result: "right" | "wrong", key: string): PasswordCheck {
    const keys = this.#remembered[result];
    keys.delete(key);
    keys.add(key);
    const [oldest] = keys;
    if (keys.size > MOST_REMEMBERED && oldest !== undefined) keys.delete(oldest);
    return result;
  }

  /** Of the cost of one of the users, always the same one for a name, since hashes may differ in cost. */
  #nobodysHash(users: ReadonlyMap<string, string>, user: string): string {
    const hashes = [...users.values()];
    const like = hashes[Buffer.from(this.#digest([user]), "base64").readUInt32LE() % hashes.length] ?? "";
    return `${/^\$2[abxy]?\$\d\d\$/.exec(like)?.[0] ?? "$2b$10$"}${NOBODYS}`;
  }

  #digest(parts: readonly string[]): string {
    return createHmac("sha256", this.#secret).update(JSON.stringify(parts)).digest("base64");
  }
}
