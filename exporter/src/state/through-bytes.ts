import { Memory } from "./memory.ts";

/** For tests: a copy of the memory as a restart makes it, page by page from the bytes of a file. */
export function throughBytes(memory: Memory): Memory {
  const copy = new Memory();
  for (const { name, pages, recordBytes } of memory.regions.values()) copy.restore(name, pages.map(({ bytes }) => Buffer.from(bytes)), recordBytes);
  return copy;
}

/** For tests: a small table as a checkpoint's header holds it. */
export function throughJson<T>(table: T): T {
  return JSON.parse(JSON.stringify(table)) as T;
}
