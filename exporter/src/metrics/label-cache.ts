import type { SeriesTable } from "../pipeline/view.ts";
import { labelText } from "./text.ts";

/** Texts kept a table; at this many the table's are thrown away and made anew. */
const MAX_TEXTS = 20_000;

interface TableTexts {
  generation: number;
  readonly byKey: Map<number, string>;
}

/** Label text of keys, remembered from scrape to scrape while the table lives and frees no key. */
export class LabelCache {
  readonly #tables = new WeakMap<SeriesTable, TableTexts>();

  /** Inner label text of `key`, which must be in use. */
  text(table: SeriesTable, key: number): string {
    const texts = this.#texts(table);
    const known = texts.byKey.get(key);
    if (known !== undefined) return known;
    if (texts.byKey.size >= MAX_TEXTS) texts.byKey.clear();
    const text = labelText(table.labelNames, table.labels(key));
    texts.byKey.set(key, text);
    return text;
  }

  #texts(table: SeriesTable): TableTexts {
    const known = this.#tables.get(table);
    if (known?.generation === table.generation) return known;
    const fresh = { generation: table.generation, byKey: new Map<number, string>() };
    this.#tables.set(table, fresh);
    return fresh;
  }
}
