interface Entry {
  readonly atMs: number;
  /** Order of arrival: what is due at the same moment happens in it. */
  readonly turn: number;
  readonly action: () => void;
}

/** What is to happen when: a binary heap, O(log n) a call. */
export class Agenda {
  readonly #heap: Entry[] = [];
  #turn = 0;

  /** Notes an action for a time, ms since 1970. */
  add(atMs: number, action: () => void): void {
    const heap = this.#heap;
    const entry = { atMs, turn: this.#turn++, action };
    let at = heap.length;
    for (let parent = (at - 1) >> 1; at > 0 && isBefore(entry, heap[parent]); parent = (at - 1) >> 1) {
      heap[at] = heap[parent] as Entry;
      at = parent;
    }
    heap[at] = entry;
  }

  /** Takes the earliest; undefined if there is none. */
  take(): Entry | undefined {
    const [first] = this.#heap;
    const last = this.#heap.pop();
    if (last !== undefined && first !== last) this.#sink(last);
    return first;
  }

  /** Puts an entry in place of the first. */
  #sink(entry: Entry): void {
    const heap = this.#heap;
    let at = 0;
    for (;;) {
      const left = 2 * at + 1;
      const child = isBefore(heap[left + 1], heap[left]) ? left + 1 : left;
      const smaller = heap[child];
      if (smaller === undefined || !isBefore(smaller, entry)) break;
      heap[at] = smaller;
      at = child;
    }
    heap[at] = entry;
  }
}

function isBefore(a: Entry | undefined, b: Entry | undefined): boolean {
  if (a === undefined || b === undefined) return a !== undefined;
  return a.atMs < b.atMs || (a.atMs === b.atMs && a.turn < b.turn);
}
