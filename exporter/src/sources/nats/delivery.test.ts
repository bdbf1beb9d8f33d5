import { describe, expect, it } from "@jest/globals";
import fc from "fast-check";
import { numbersOffset, readDelivery, type Delivery } from "./delivery.ts";

const read = (reply: string): Delivery | undefined => {
  const delivery = { sequence: 0, deliverySequence: 0, storeTimeMs: 0, storeTimeNs: 0 };
  return readDelivery(reply, numbersOffset(reply), delivery) ? delivery : undefined;
};

describe("reply subjects", () => {
  const numbers = { sequence: 907, deliverySequence: 12, storeTimeMs: 1_795_371_804_689, storeTimeNs: 490_112 };
  const rows: { name: string; reply: string; expected: Delivery | undefined }[] = [
    { name: "of 2.9 have nine tokens", reply: "$JS.ACK.EDDY.eddy-x.1.907.12.1795371804689490112.5", expected: numbers },
    { name: "with domain and account have eleven", reply: "$JS.ACK.hub.Abc1.EDDY.eddy-x.1.907.12.1795371804689490112.5", expected: numbers },
    { name: "may have more tokens behind", reply: "$JS.ACK._.Abc1.EDDY.eddy-x.1.907.12.1795371804689490112.5.rand", expected: numbers },
    { name: "of others are refused", reply: "_INBOX.a.b.c.d.e.f.g.h", expected: undefined },
    { name: "with ten tokens are none", reply: "$JS.ACK.EDDY.x.1.907.12.1795371804689490112.5.6", expected: undefined },
    { name: "without numbers are refused", reply: "$JS.ACK.EDDY.eddy-x.1.a.12.1795371804689490112.5", expected: undefined },
    { name: "with sequence 0 are refused", reply: "$JS.ACK.EDDY.eddy-x.1.0.12.1795371804689490112.5", expected: undefined },
    { name: "empty are refused", reply: "", expected: undefined },
  ];
  it.each(rows)("$name", ({ reply, expected }) => {
    expect(read(reply)).toEqual(expected);
  });

  it("are read as a split would", () => {
    const token = fc.stringMatching(/^[A-Za-z0-9_-]{1,12}$/);
    const integer = fc.bigInt({ min: 1n, max: 2n ** 53n - 1n });
    const parts = fc.record({ head: fc.oneof(fc.tuple(token, token), fc.tuple(token, token, token, token)), deliveries: integer, sequence: integer, deliverySequence: integer, pending: integer, ns: fc.bigInt({ min: 10n ** 18n, max: 2n ** 62n }) });
    fc.assert(fc.property(parts, ({ head, deliveries, sequence, deliverySequence, pending, ns }) => {
      const tokens = ["$JS", "ACK", ...head, deliveries, sequence, deliverySequence, ns, pending];
      expect(read(tokens.join("."))).toEqual({
        sequence: Number(sequence),
        deliverySequence: Number(deliverySequence),
        storeTimeMs: Number(ns / 1_000_000n),
        storeTimeNs: Number(ns % 1_000_000n),
      });
    }));
  });
});
