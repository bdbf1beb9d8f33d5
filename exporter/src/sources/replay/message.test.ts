import { describe, expect, it } from "@jest/globals";
import { compileMessage } from "./message.ts";

const row = { file: "data/cpu load.csv.gz", number: 7, timeMs: 0, fields: { host: "a.b c", value: 1.5 } };

describe("compileMessage", () => {
  it("writes the row's columns, its time in RFC 3339 and an id of file and row", () => {
    expect(compileMessage("recording.cpu", "")(row, 1000)).toEqual({
      subject: "recording.cpu",
      id: "data/cpu load.csv.gz:7",
      payload: '{"id":"data/cpu load.csv.gz:7","host":"a.b c","value":1.5,"time":"1970-01-01T00:00:01.000Z"}',
    });
  });

  it.each([
    { subject: "recording.{file}", expected: "recording.cpu_load" },
    { subject: "hosts.{host}.v{value}", expected: "hosts.a_b_c.v1_5" },
  ])("fills in $subject", ({ subject, expected }) => {
    expect(compileMessage(subject, "")(row, 0)).toMatchObject({ subject: expected });
  });

  it("says which column is missing", () => {
    expect(compileMessage("a.{site}.{host}", "")(row, 0)).toBe("no site for the subject");
  });

  it("keeps the runs' ids apart", () => {
    expect(compileMessage("a", "@x")(row, 0)).toMatchObject({ id: "data/cpu load.csv.gz@x:7" });
  });
});
