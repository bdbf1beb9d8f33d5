import { describe, expect, it } from "@jest/globals";
import type { RawEvent } from "../../model/raw-event.ts";
import { deadLetter } from "./dead-letters.ts";

const event = (payloadBytes: number): RawEvent => ({
  subject: "iot.sensor.a", sequence: 7, storeTimeMs: 0, storeTimeNs: 0, payload: new Uint8Array(payloadBytes), headers: undefined,
});

describe("a dead letter", () => {
  it("tells why, of what and where it lies", () => {
    const letter = deadLetter(event(3), { id: "1:7:0", stream: "iot_sensor", rejection: { reason: "bad_syntax", detail: "no\r\nend" } }, 1_048_576);
    expect(letter).toEqual({
      subject: "eddy.dlq.iot_sensor",
      payload: new Uint8Array(3),
      id: "1:7:0",
      headers: { "Eddy-Reason": "bad_syntax", "Eddy-Detail": "no  end", "Eddy-Subject": "iot.sensor.a", "Eddy-Sequence": "7" },
    });
  });

  it("of no stream has a subject of its own", () => {
    expect(deadLetter(event(0), { id: "1:7:0", stream: "", rejection: { reason: "no_stream", detail: "" } }, 65_536).subject).toBe("eddy.dlq._unmatched");
  });

  it("is cut to what the server takes, and says so", () => {
    const letter = deadLetter(event(65_536), { id: "1:7:0", stream: "a", rejection: { reason: "too_large", detail: "x" } }, 65_536);
    expect(letter.payload.length).toBe(65_536 - 8_192);
    expect(letter.headers?.["Eddy-Cut-Bytes"]).toBe("8192");
  });
});
