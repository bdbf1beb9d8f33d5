import { describe, expect, it } from "@jest/globals";
import { FormatOptionError } from "./format.ts";
import type { FormatOptions } from "./format.ts";
import { text } from "./text.ts";

function decode(line: string, options: FormatOptions): unknown[] {
  const out: unknown[] = [];
  text.compile(options, { maxBytes: 2e6, maxDepth: 3 })(Buffer.from(line), {
    record: (value) => out.push(value),
    reject: ({ reason, detail }) => out.push(`${reason}: ${detail}`),
  });
  return out;
}

const TIME_MS = Date.UTC(2026, 0, 2, 3, 4, 5);

describe("the library of patterns", () => {
  it.each([
    {
      name: "Apache's common log", pattern: "%{COMMON}",
      line: '192.0.2.7 - alice [02/Jan/2026:03:04:05 +0000] "GET /a?b=c HTTP/1.1" 200 512',
      expected: { client: "192.0.2.7", user: "alice", time: TIME_MS, method: "GET", path: "/a?b=c", version: "1.1", status: 200, bytes: 512 },
    },
    {
      name: "the combined log", pattern: "%{COMBINED}",
      line: '2001:db8::1 - - [02/Jan/2026:08:34:05 +0530] "POST /cart HTTP/2.0" 304 - "-" "Mozilla/5.0 (X11; \\"q\\")"',
      expected: { client: "2001:db8::1", time: TIME_MS, method: "POST", path: "/cart", version: "2.0", status: 304, agent: 'Mozilla/5.0 (X11; \\"q\\")' },
    },
    {
      name: "a request that is none", pattern: "%{COMBINED}",
      line: '192.0.2.7 - - [01/Jan/2026:22:04:05 -0500] "\\x16\\x03 a" 400 0 "-" "-"',
      expected: { client: "192.0.2.7", time: TIME_MS, unread: "\\x16\\x03 a", status: 400, bytes: 0 },
    },
    {
      name: "an empty request", pattern: "%{COMBINED}",
      line: '192.0.2.7 - - [02/Jan/2026:03:04:05 +0000] "-" 408 0 "-" "-"',
      expected: { client: "192.0.2.7", time: TIME_MS, status: 408, bytes: 0 },
    },
    {
      name: "nginx's error log", pattern: "%{NGINXERROR}",
      line: '2026/01/02 03:04:05 [error] 7#8: *9 open() "/x" failed',
      expected: { time: "2026/01/02 03:04:05", level: "error", process: "7", thread: "8", connection: "9", message: 'open() "/x" failed' },
    },
    {
      name: "RFC 5424 with structured data", pattern: "%{SYSLOG5424}",
      line: '<165>1 2026-01-02T03:04:05.003Z web-1 shop 77 ID47 [a@1 x="1" y="q\\"\\]"][b@1] An order',
      expected: {
        priority: { facility: "local4", severity: "notice" }, time: "2026-01-02T03:04:05.003Z", host: "web-1", app: "shop", process: "77",
        message_id: "ID47", structured: { "a@1": { x: "1", y: 'q"]' }, "b@1": {} }, message: "An order",
      },
    },
    {
      name: "RFC 5424 with nothing in it", pattern: "%{SYSLOG5424}", line: "<0>1 - - - - - -",
      expected: { priority: { facility: "kern", severity: "emergency" } },
    },
    {
      name: "RFC 3164", pattern: "%{SYSLOG3164}", line: "<34>Jan  2 03:04:05 web-1 postfix/smtpd[77]: lost connection",
      expected: { priority: { facility: "auth", severity: "critical" }, time: "Jan  2 03:04:05", host: "web-1", app: "postfix/smtpd", process: "77", message: "lost connection" },
    },
    {
      name: "RFC 3164 as in files", pattern: "%{SYSLOG3164}", line: "Jan 12 03:04:05 web-1 kernel: up",
      expected: { time: "Jan 12 03:04:05", host: "web-1", app: "kernel", message: "up" },
    },
    {
      name: "an application's log", pattern: "%{APPLOG}", line: "2026-01-02 03:04:05,678 WARN  [http-1 [x]] com.example.Shop: slow: 5 s",
      expected: { time: "2026-01-02 03:04:05,678", level: "WARN", thread: "http-1 [x]", logger: "com.example.Shop", message: "slow: 5 s" },
    },
    {
      name: "Python's", pattern: "%{PYTHONLOG}", line: "2026-01-02 03:04:05,678 - shop.orders - ERROR - no stock - at all",
      expected: { time: "2026-01-02 03:04:05,678", logger: "shop.orders", level: "ERROR", message: "no stock - at all" },
    },
    {
      name: "Spring's", pattern: "%{SPRINGLOG}", line: "2026-01-02T03:04:05.678Z  INFO 1234 --- [           main] com.example.Shop  : Started",
      expected: { time: "2026-01-02T03:04:05.678Z", level: "INFO", process: "1234", thread: "           main", logger: "com.example.Shop", message: "Started" },
    },
  ])("reads $name", ({ pattern, line, expected }) => {
    expect(decode(line, { pattern })).toEqual([expected]);
  });
});

describe("a pattern", () => {
  it.each([
    { name: "its own text", pattern: "a 5%% (b) %{INT:n:number}", line: "a   5% (b)\t-7", expected: [{ n: -7 }] },
    { name: "numbers", pattern: "%{NUMBER:a:number} %{NUMBER:b} %{NUMBER:c:number}", line: "1.5 2e3 3.", expected: ["bad_syntax: line fits no pattern: none goes on at character 10, \".\""] },
    { name: "patterns of the pack", pattern: "%{PAIR} %{PAIR:whole}", patterns: { PAIR: "%{WORD:key}:%{WORD:value}" }, line: "a:1 b:2", expected: [{ key: "b", value: "2", whole: "b:2" }] },
    { name: "the first pattern that fits", pattern: ["%{INT:n} x", "%{WORD:w} %{REST:rest}"], line: "5 y\n5 x", expected: [{ w: "5", rest: "y" }, { n: "5" }] },
    { name: "an optional part only as a whole", pattern: "a%( b=%{INT:b} c=%{INT:c}%)%{REST:rest}", line: "a b=1 d", expected: [{ rest: " b=1 d" }] },
    { name: "optional parts within each other", pattern: "a%(b%{INT:b}%(c%{INT:c}%)%)%{REST:rest}", line: "ab1c2\nab1c", expected: [{ b: "1", c: "2" }, { b: "1", rest: "c" }] },
    { name: "data up to padded text", pattern: "%{DATA:a} | %{DATA:b}", line: "x y   |  z", expected: [{ a: "x y", b: "z" }] },
    { name: "a field named __proto__", pattern: "%{WORD:__proto__}", line: "a", expected: [Object.fromEntries([["__proto__", "a"]])] },
    { name: "no line that goes on", pattern: "%{WORD:a}", line: "a b", expected: ["bad_syntax: line fits no pattern: none goes on at character 2, \" b\""] },
    { name: "no line that ends early", pattern: "%{WORD:a} b", line: "a ", expected: ["bad_syntax: line fits no pattern: none goes on at character 3, the end"] },
    { name: "no time from a day that the calendar has not", pattern: "%{HTTPDATE:t}", line: "30/Feb/2026:03:04:05 +0000", expected: [{ t: NaN }] },
    { name: "no time from hours that a day has not", pattern: "%{HTTPDATE:t}", line: "03/Feb/2026:25:04:05 +0000", expected: [{ t: NaN }] },
    { name: "no date of another form", pattern: "%{HTTPDATE:t}", line: "3/Feb/2026:03:04:05 +0000", expected: ["bad_syntax: line fits no pattern: none goes on at character 1, \"3/Feb/2026:03:04:05 +0000\""] },
  ])("reads $name", ({ line, expected, ...options }) => {
    expect(decode(line, options)).toEqual(expected);
  });

  const doubling = Object.fromEntries(Array.from("ABCDEFG", (name, i) => [name, `%{${"BCDEFGX"[i] ?? ""}}`.repeat(8)]));
  it.each([
    { name: "is missing", options: {}, expected: "pattern must be there: what a line looks like, for example %{COMBINED}" },
    { name: "uses a name that there is not", options: { pattern: "%{NOPE}" }, expected: /^pattern must be made of WORD, .* \(there is no NOPE\)$/ },
    { name: "has a stray percent sign", options: { pattern: "5% of" }, expected: "pattern must be text, %{NAME}, %{NAME:field}, %{NAME:field:number}, %(…%) or %% (see character 2)" },
    { name: "has an optional part that is not closed", options: { pattern: "%(a" }, expected: "pattern must be a pattern whose %( are all closed by %)" },
    { name: "closes what is not open", options: { pattern: "a%)" }, expected: "pattern must be a pattern whose every %) closes a %(" },
    { name: "has nothing behind DATA to end it", options: { pattern: "%{DATA:a}%{WORD:b}" }, expected: "pattern must be a pattern with text or blanks behind each DATA, unless it is the last" },
    { name: "makes a number of a word", options: { pattern: "%{WORD:a:number}" }, expected: "pattern must be a pattern whose fields have no type, or number where INT or NUMBER is read" },
    { name: "uses itself", options: { pattern: "%{A}", patterns: { A: "%{A}" } }, expected: "patterns.A must be without patterns that use themselves or lie deeper than 8" },
    { name: "grows without bounds", options: { pattern: "%{A}", patterns: { ...doubling, X: "" } }, expected: "patterns.A must be 256 parts at the most, with those of the patterns that it uses" },
    { name: "is too long", options: { pattern: "a".repeat(4097) }, expected: "pattern must be 4096 characters at the most" },
    { name: "has too many optional parts", options: { pattern: "%(a%)".repeat(32) }, expected: "pattern must be 32 patterns and optional parts at the most, all counted" },
    { name: "is named as a shipped one", options: { pattern: "a", patterns: { WORD: "b" } }, expected: "patterns.WORD must be a name of capital letters, digits and underscores that no shipped pattern has" },
  ])("is refused that $name", ({ options, expected }) => {
    expect(fault(options)).toMatch(expected instanceof RegExp ? expected : new RegExp(`^${expected.replace(/[.*+?^${}()|[\]\\]/g, "\\$&")}$`));
  });

  it("costs no more than its attempts times the line, whatever the line", () => {
    const hostile = { pattern: "%(%{DATA:a}x%)".repeat(20) + "%{WORD:b}!" };
    const lines = ["a".repeat(1e6), "ax".repeat(5e5), '"'.repeat(1e6), " ".repeat(999_999) + "a", "\\".repeat(1e6)];
    for (const line of lines) expect(decode(line, hostile)).toHaveLength(1);
  });
});

function fault(options: FormatOptions): string {
  try {
    text.compile(options, { maxBytes: 1, maxDepth: 1 });
    return "";
  } catch (error) {
    if (!(error instanceof FormatOptionError)) throw error;
    return `${error.option.join(".")} must be ${error.message}`;
  }
}
