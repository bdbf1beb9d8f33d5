import { describe, expect, it } from "@jest/globals";
import { messageHash } from "../../model/hash.ts";
import type { LogCheck, Position } from "../../pipeline/ports.ts";
import { checkPosition } from "./check.ts";
import type { LogState } from "./log-state.ts";

const payload = new TextEncoder().encode("{}");
const message = { subject: "iot.a", data: payload, timestamp: "2026-11-22T18:23:21.830197286Z" };
const position: Position = {
  stream: "EDDY", created: "2026-01-01T00:00:00Z", sequence: 50,
  storeTimeMs: 1_795_371_801_830, storeTimeNs: 197_286, hash: messageHash("iot.a", payload),
};
const log: LogState = { stream: "EDDY", created: position.created, firstSequence: 1, lastSequence: 90 };
const rewound: LogCheck = { kind: "rewound", startTimeMs: 1_795_371_801_830, startTimeNs: 197_287 };

describe("a position in the log", () => {
  const rows: { name: string; at?: Partial<Position>; log?: Partial<LogState>; found?: typeof message | null; expected: LogCheck }[] = [
    { name: "nothing folded yet", at: { sequence: 0, hash: "" }, found: null, expected: { kind: "same" } },
    { name: "the message is there", expected: { kind: "same" } },
    { name: "it is there in a restored stream", log: { created: "2026-02-02T00:00:00Z" }, expected: { kind: "same" } },
    { name: "another time", found: { ...message, timestamp: "2026-11-22T18:23:21.830197287Z" }, expected: rewound },
    { name: "another payload", found: { ...message, data: new Uint8Array(2) }, expected: rewound },
    { name: "another subject", found: { ...message, subject: "iot.b" }, expected: rewound },
    { name: "not there although not trimmed", found: null, expected: rewound },
    { name: "trimmed", log: { firstSequence: 61 }, expected: { kind: "trimmed", discarded: 10 } },
    { name: "trimmed exactly behind it", log: { firstSequence: 51 }, expected: { kind: "same" } },
    { name: "a younger stream that begins later", log: { firstSequence: 61, created: "2026-02-02T00:00:00Z" }, expected: rewound },
  ];
  it.each(rows)("$name: $expected.kind", async ({ at, log: now, found = message, expected }) => {
    const manager = { streams: { getMessage: () => Promise.resolve(found) } };
    expect(await checkPosition(manager, { ...position, ...at }, { ...log, ...now })).toEqual(expected);
  });
});
