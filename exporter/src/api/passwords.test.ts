import { describe, expect, it } from "@jest/globals";
import { Passwords } from "./passwords.ts";

const hash = (cost: string, of: string): string => `$2y$${cost}$${of.padEnd(53, "x")}`;
const users = new Map([["ada", hash("10", "ada")], ["bob", hash("12", "bob")]]);

interface Asked {
  readonly password: string;
  readonly hash: string;
  answer(equal: boolean): void;
}

/** Passwords over a compare that answers when told to; `right` is everybody's password. */
function scene(): { passwords: Passwords; asked: Asked[]; settle: () => Promise<void> } {
  const asked: Asked[] = [];
  const passwords = new Passwords((password, of) => new Promise((resolve) => { asked.push({ password, hash: of, answer: resolve }); }));
  const settle = async (): Promise<void> => {
    for (let at = 0; at < asked.length; at++) {
      asked[at]?.answer(asked[at]?.password === "right");
      await new Promise(setImmediate);
    }
  };
  return { passwords, asked, settle };
}

describe("passwords", () => {
  it.each([
    { name: "a right one", user: "ada", password: "right", expected: "right", asks: /^\$2y\$10\$ada/ },
    { name: "a wrong one", user: "ada", password: "wrong", expected: "wrong", asks: /^\$2y\$10\$ada/ },
    { name: "an unknown user", user: "eve", password: "wrong", expected: "wrong", asks: /^\$2y\$1[02]\$\.{53}$/ },
    { name: "an unknown user, whatever the comparison says", user: "eve", password: "right", expected: "wrong", asks: /^\$2y\$1[02]\$\.{53}$/ },
    { name: "a user of no name", user: "", password: "wrong", expected: "wrong", asks: /^\$2y\$1[02]\$\.{53}$/ },
  ])("compare once for $name", async ({ user, password, expected, asks }) => {
    const { passwords, asked, settle } = scene();
    const checks = [passwords.check(users, user, password), passwords.check(users, user, password)];
    await new Promise(setImmediate);
    await settle();
    expect(await Promise.all(checks)).toEqual([expected, expected]);
    expect(await passwords.check(users, user, password)).toBe(expected);
    expect(asked.map((one) => one.hash)).toEqual([expect.stringMatching(asks)]);
  });

  it("give an unknown user the cost of a known one, for one name always the same", async () => {
    const { passwords, asked, settle } = scene();
    const names = Array.from({ length: 30 }, (_, i) => `eve${i}`);
    for (const password of ["a", "b"]) {
      const checks = names.map((name) => passwords.check(users, name, password));
      await new Promise(setImmediate);
      await settle();
      await Promise.all(checks);
    }
    const costs = asked.map(({ hash: of }) => of.slice(4, 6));
    expect(new Set(costs)).toEqual(new Set(["10", "12"]));
    expect(costs.slice(30)).toEqual(costs.slice(0, 30));
  });

  it("compare anew once the hash is another", async () => {
    const { passwords, asked, settle } = scene();
    const changed = new Map([["ada", hash("11", "new")]]);
    for (const known of [users, changed]) {
      const check = passwords.check(known, "ada", "right");
      await new Promise(setImmediate);
      await settle();
      await check;
    }
    expect(asked.map(({ hash: of }) => of.slice(0, 10))).toEqual(["$2y$10$ada", "$2y$11$new"]);
  });

  it("compare one at a time, send away who would be the 33rd to wait, and still know whom they knew", async () => {
    const { passwords, asked, settle } = scene();
    const known = passwords.check(users, "ada", "right");
    await new Promise(setImmediate);
    await settle();
    await known;
    const waiting = Array.from({ length: 32 }, (_, i) => passwords.check(users, "ada", `guess ${i}`));
    await new Promise(setImmediate);
    expect(asked.length).toBe(2);
    expect(await passwords.check(users, "ada", "one more")).toBe("busy");
    expect(await passwords.check(users, "ada", "right")).toBe("right");
    await settle();
    expect(new Set(await Promise.all(waiting))).toEqual(new Set(["wrong"]));
    expect(asked.length).toBe(33);
  });

  it("remember 256 of each kind; wrong ones never push out right ones", async () => {
    let compared = 0;
    const passwords = new Passwords((password) => Promise.resolve(++compared > 0 && password === "right"));
    await passwords.check(users, "ada", "right");
    for (let i = 0; i < 300; i++) await passwords.check(users, "ada", `guess ${i}`);
    expect(compared).toBe(301);
    await passwords.check(users, "ada", "right");
    await passwords.check(users, "ada", "guess 299");
    expect(compared).toBe(301);
    await passwords.check(users, "ada", "guess 0");
    expect(compared).toBe(302);
  });

  it("take a comparison that fails for a wrong password, and go on", async () => {
    let compared = 0;
    const passwords = new Passwords(() => (++compared === 1 ? Promise.reject(new Error("no such hash")) : Promise.resolve(true)));
    expect(await passwords.check(users, "ada", "right")).toBe("wrong");
    expect(await passwords.check(users, "ada", "right")).toBe("right");
  });
});
