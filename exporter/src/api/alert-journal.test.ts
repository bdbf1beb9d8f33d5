import { describe, expect, it } from "@jest/globals";
import { FakeClock } from "../model/fake-clock.ts";
import { AlertJournal, KEPT_ALERTS } from "./alert-journal.ts";
import type { Notification, NotifiedAlert } from "./notification.ts";

const alertOf = (fingerprint: string, more: Partial<NotifiedAlert> = {}): NotifiedAlert => ({
  status: "firing", labels: { alertname: "Strange" }, annotations: {}, startsAt: "2026-01-01T00:00:00Z", endsAt: "0001-01-01T00:00:00Z",
  generatorURL: "", fingerprint, ...more,
});
const told = (...alerts: NotifiedAlert[]): Notification => ({ version: "4", status: "firing", receiver: "journal", truncatedAlerts: 0, alerts });
const names = (journal: AlertJournal): string[] => journal.newest().map(({ fingerprint }) => fingerprint);

describe("the journal of alerts", () => {
  it("keeps one entry an alert from its start to its end", () => {
    const clock = new FakeClock(1_000);
    const journal = new AlertJournal(clock);
    journal.take(told(alertOf("a")));
    clock.pass(1_000);
    journal.take(told(alertOf("a")));
    clock.pass(1_000);
    journal.take(told(alertOf("a", { status: "resolved" })));
    expect(journal.newest()).toEqual([{
      ...alertOf("a", { status: "resolved" }), receiver: "journal",
      receivedAt: "1970-01-01T00:00:01.000Z", resolvedReceivedAt: "1970-01-01T00:00:03.000Z", notifications: 3,
    }]);
  });

  it("says of an alert that came back that it fires", () => {
    const journal = new AlertJournal(new FakeClock());
    for (const status of ["firing", "resolved", "firing"] as const) journal.take(told(alertOf("a", { status })));
    expect(journal.newest()).toEqual([{ ...alertOf("a"), receiver: "journal", receivedAt: "1970-01-01T00:00:00.000Z", notifications: 3 }]);
  });

  it("takes the same alert with another start for another one", () => {
    const journal = new AlertJournal(new FakeClock());
    journal.take(told(alertOf("a"), alertOf("a", { startsAt: "2026-01-02T00:00:00Z" })));
    expect(names(journal)).toEqual(["a", "a"]);
  });

  it.each([
    { name: "a repetition stays where it is", again: alertOf("a"), expected: ["b", "a"] },
    { name: "a change comes to the front", again: alertOf("a", { status: "resolved" }), expected: ["a", "b"] },
  ])("$name", ({ again, expected }) => {
    const journal = new AlertJournal(new FakeClock());
    journal.take(told(alertOf("a")));
    journal.take(told(alertOf("b")));
    journal.take(told(again));
    expect(names(journal)).toEqual(expected);
  });

  it("drops the oldest over a thousand", () => {
    const journal = new AlertJournal(new FakeClock());
    for (let i = 0; i < KEPT_ALERTS + 2; i++) journal.take(told(alertOf(`a${i}`)));
    expect(names(journal)).toHaveLength(KEPT_ALERTS);
    expect(names(journal)[0]).toBe(`a${KEPT_ALERTS + 1}`);
    expect(names(journal).at(-1)).toBe("a2");
  });

  it("drops the oldest over 8,000,000 characters, and counts replaced text no more", () => {
    const journal = new AlertJournal(new FakeClock());
    const wide = (fingerprint: string): NotifiedAlert => alertOf(fingerprint, { annotations: { description: "x".repeat(3_000_000) } });
    for (const fingerprint of ["a", "b", "b", "b"]) journal.take(told(wide(fingerprint)));
    expect(names(journal)).toEqual(["b", "a"]);
    journal.take(told(wide("c")));
    expect(names(journal)).toEqual(["c", "b"]);
  });
});
