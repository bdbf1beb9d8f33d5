import { describe, expect, it } from "@jest/globals";
import { createLog } from "./logger.ts";

function logged(format: string, level: string, fields: object): string[] {
  const lines: string[] = [];
  const log = createLog(level, format, { write: (line) => void lines.push(line.replace(/\d{4}-\d\d-\d\dT[\d:.]+Z/, "T")) });
  log.debug(fields, "details");
  log.warn(fields, "log trimmed");
  return lines;
}

describe("createLog", () => {
  it.each([
    { name: "plain values", fields: { stream: "EDDY", discarded: 12 }, expected: 'ts=T level=warn msg="log trimmed" stream=EDDY discarded=12\n' },
    { name: "values to be quoted", fields: { why: 'a "b"=c\n', empty: "" }, expected: 'ts=T level=warn msg="log trimmed" why="a \\"b\\"=c\\n" empty=""\n' },
    { name: "objects", fields: { tls: { ca: "x" } }, expected: 'ts=T level=warn msg="log trimmed" tls="{\\"ca\\":\\"x\\"}"\n' },
  ])("writes $name as logfmt", ({ fields, expected }) => {
    expect(logged("logfmt", "info", fields)).toEqual([expected]);
  });

  it("writes JSON", () => {
    expect(logged("json", "debug", { a: 1 })).toEqual([
      '{"level":"debug","ts":"T","a":1,"msg":"details"}\n',
      '{"level":"warn","ts":"T","a":1,"msg":"log trimmed"}\n',
    ]);
  });

  it.each([
    { level: "loud", format: "json", fault: '--log.level must be one of debug, info, warn, error, got "loud"' },
    { level: "info", format: "xml", fault: '--log.format must be one of logfmt, json, got "xml"' },
  ])("refuses $level $format", ({ level, format, fault }) => {
    expect(() => createLog(level, format)).toThrow(fault);
  });
});
