import { crc32, deflateSync } from "node:zlib";
import type { Drawing } from "./drawing.ts";
import { rasterOf } from "./raster.ts";

const SIGNATURE = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
/** Eight bits a colour, red-green-blue, no interlacing. */
const FORM = [8, 2, 0, 0, 0];

/** A drawing as PNG (RFC 2083), by Node's own zlib. */
export function pngOf(drawing: Drawing): Buffer {
  const { width, height } = drawing;
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set(FORM, 8);
  return Buffer.concat([SIGNATURE, chunk("IHDR", header), chunk("IDAT", deflateSync(withFilterBytes(rasterOf(drawing), width * 3))), chunk("IEND", Buffer.alloc(0))]);
}

/** Each row begins with the filter that it was written by: none. */
function withFilterBytes(pixels: Uint8Array, rowBytes: number): Buffer {
  const rows = pixels.length / rowBytes;
  const filtered = Buffer.alloc(pixels.length + rows);
  for (let row = 0; row < rows; row++) filtered.set(pixels.subarray(row * rowBytes, (row + 1) * rowBytes), row * (rowBytes + 1) + 1);
  return filtered;
}

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, "latin1"), data]);
  const framed = Buffer.alloc(body.length + 8);
  framed.writeUInt32BE(data.length, 0);
  framed.set(body, 4);
  framed.writeUInt32BE(crc32(body), body.length + 4);
  return framed;
}
