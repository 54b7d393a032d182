import type { Column } from './json.ts';

/** How a CSV would be read as a table, found by reading all of it; nothing is made of it. */
export type CsvDescription = {
  /** What was recognized in it ("CUR 2.0", "legacy CUR", "FOCUS 1.2", "csv"). */
  kind: string;
  delimiter: string;
  encoding: string;
  rows: number;
  /** Types by the names that they have in queries. */
  columns: Column[];
  /** The first lines, as the texts that stand in them. */
  sample: string[][];
  /** What the reader had to decide or leave out. */
  notes: string[];
};
