import type { CsvRecord } from './record-scanner.ts';

/** A column of tags has few different texts; past this many, what is new is not looked at. */
const MAX_TEXTS = 20_000;
const MAX_KEYS = 500;

/** Which keys the maps of a column have, written as JSON objects (`{"user_team": "search"}`). */
export class MapKeys {
  readonly name: string;
  private readonly at: number;
  private readonly found = new Set<string>();
  /** Hashes of the texts that were looked at: two that share one cost at most a key that is not listed. */
  private readonly seen = new Set<number>();
  private readonly decoder = new TextDecoder();
  private bad: string | undefined;

  constructor(name: string, at: number) {
    this.name = name;
    this.at = at;
  }

  take(bytes: Uint8Array, record: CsvRecord): void {
    if (this.at >= record.count || this.seen.size >= MAX_TEXTS) return;
    const start = record.starts[this.at] ?? 0;
    const end = record.ends[this.at] ?? 0;
    if (start === end) return;
    const hash = hashOf(bytes, start, end);
    if (this.seen.has(hash)) return;
    this.seen.add(hash);
    const written = this.decoder.decode(bytes.subarray(start, end));
    this.look(record.quoted[this.at] === 1 ? written.replaceAll('""', '"') : written);
  }

  keys(): string[] {
    return [...this.found].toSorted();
  }

  notes(): string[] {
    if (this.bad === undefined) return [];
    return [
      `${this.name} has values that are no JSON objects of texts and numbers, such as ${this.bad}; they are read as no map. Export the column as JSON and open the file again`,
    ];
  }

  private look(text: string): void {
    if (text === 'NULL') return;
    try {
      const value: unknown = JSON.parse(text);
      if (value === null) return;
      if (typeof value !== 'object' || Array.isArray(value)) throw new TypeError('no object');
      if (Object.values(value).some((each) => typeof each === 'object' && each !== null)) throw new TypeError('objects in it');
      for (const key of Object.keys(value)) if (this.found.size < MAX_KEYS) this.found.add(key);
    } catch {
      this.bad ??= text.length > 60 ? `${text.slice(0, 60)}…` : text;
    }
  }
}

/** FNV-1a of bytes[start, end). */
function hashOf(bytes: Uint8Array, start: number, end: number): number {
  let hash = 0x811c9dc5;
  for (let at = start; at < end; at++) hash = Math.imul(hash ^ (bytes[at] ?? 0), 0x01000193);
  return hash;
}
