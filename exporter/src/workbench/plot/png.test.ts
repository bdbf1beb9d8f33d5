import { describe, expect, it } from "@jest/globals";
import { crc32, inflateSync } from "node:zlib";
import type { Drawing } from "./drawing.ts";
import { pngOf } from "./png.ts";

const drawing: Drawing = {
  width: 30,
  height: 20,
  shapes: [
    { kind: "polygon", points: [[0, 0], [10, 0], [10, 10], [0, 10]], colour: [200, 0, 0], opacity: 1 },
    { kind: "polygon", points: [[5, 0], [10, 0], [10, 10], [5, 10]], colour: [0, 0, 0], opacity: 0.5 },
    { kind: "line", points: [[15, 5], [29, 5]], colour: [0, 0, 255], width: 2 },
    { kind: "text", at: [15, 19], text: "|", anchor: "start", colour: [0, 0, 0] },
  ],
};

interface Chunk {
  readonly type: string;
  readonly data: Buffer;
}

function chunksOf(png: Buffer): Chunk[] {
  const chunks: Chunk[] = [];
  for (let at = 8; at < png.length; at += chunks.at(-1)?.data.length ?? 0, at += 12) {
    const length = png.readUInt32BE(at);
    expect(png.readUInt32BE(at + 8 + length)).toBe(crc32(png.subarray(at + 4, at + 8 + length)));
    chunks.push({ type: png.toString("latin1", at + 4, at + 8), data: png.subarray(at + 8, at + 8 + length) });
  }
  return chunks;
}

function pixelOf(chunks: readonly Chunk[], x: number, y: number): number[] {
  const rows = inflateSync(chunks[1]?.data ?? Buffer.alloc(0));
  const at = y * (drawing.width * 3 + 1) + 1 + x * 3;
  return [...rows.subarray(at, at + 3)];
}

describe("pngOf", () => {
  const chunks = chunksOf(pngOf(drawing));

  it("writes header, pixels and end, each with its checksum", () => {
    expect(chunks.map(({ type }) => type)).toEqual(["IHDR", "IDAT", "IEND"]);
    expect([chunks[0]?.data.readUInt32BE(0), chunks[0]?.data.readUInt32BE(4)]).toEqual([30, 20]);
  });

  it.each([
    { name: "a filled polygon", x: 2, y: 2, expected: [200, 0, 0] },
    { name: "what is half opaque above it", x: 7, y: 2, expected: [100, 0, 0] },
    { name: "nothing", x: 12, y: 12, expected: [255, 255, 255] },
    { name: "a line", x: 20, y: 5, expected: [0, 0, 255] },
    { name: "beside a line", x: 20, y: 8, expected: [255, 255, 255] },
  ])("paints $name", ({ x, y, expected }) => {
    expect(pixelOf(chunks, x, y)).toEqual(expected);
  });

  it("paints letters: the middle column of a bar is dark, its sides are white", () => {
    expect(pixelOf(chunks, 18, 12)[0]).toBeLessThan(80);
    expect(pixelOf(chunks, 16, 12)).toEqual([255, 255, 255]);
  });
});
