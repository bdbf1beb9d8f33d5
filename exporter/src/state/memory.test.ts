import { describe, expect, it } from "@jest/globals";
import { Memory } from "./memory.ts";

describe("Memory", () => {
  it.each([
    { name: "a new page", restored: undefined },
    { name: "a page restored from bytes", restored: new Uint8Array(8) },
    { name: "regression: a page restored from a Buffer, whose slice is no copy", restored: Buffer.alloc(8) },
  ])("gives a checkpoint the content at the freeze: $name", ({ restored }) => {
    const memory = new Memory();
    if (restored === undefined) memory.region("r").add(8);
    else memory.restore("r", [restored]);
    const region = memory.region("r");
    region.writable(0).setUint8(0, 1);
    const frozen = memory.freeze();
    region.writable(0).setUint8(0, 2);
    expect(frozen.take(0)[0]).toBe(1);
    expect(region.at(0).view.getUint8(0)).toBe(2);
  });

  it("keeps what a page held before it grew", () => {
    const memory = new Memory();
    const region = memory.region("r");
    region.add(8);
    region.writable(0).setUint8(7, 9);
    const frozen = memory.freeze();
    region.grow(0, 16);
    region.writable(0).setUint8(7, 1);
    expect([...frozen.take(0)]).toEqual([0, 0, 0, 0, 0, 0, 0, 9]);
    expect(region.at(0).bytes.length).toBe(16);
  });

  it("holds preserved bytes only until they are taken or the checkpoint ends", () => {
    const memory = new Memory();
    const region = memory.region("r");
    region.add(8);
    region.add(16);
    const frozen = memory.freeze();
    region.writable(0);
    region.writable(1);
    expect(memory.preservedBytes).toBe(24);
    frozen.take(0);
    expect(memory.preservedBytes).toBe(16);
    frozen.end();
    expect(memory.preservedBytes).toBe(0);
  });
});
