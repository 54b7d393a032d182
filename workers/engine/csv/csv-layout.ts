/** Encodings that are read. */
export const ENCODINGS = ['utf-8', 'utf-16le', 'utf-16be', 'windows-1252'] as const;
export type Encoding = (typeof ENCODINGS)[number];

/** A column of a file: its name in SQL, its SQL type, and how its text becomes that type. */
export type CsvColumn = {
  name: string;
  type: string;
  /** No line has a value: such a column takes no room in the engine. */
  empty: boolean;
  /** Decimals are written with a comma. */
  comma?: true;
  /** Times have offsets other than UTC. */
  offsets?: true;
  /** Some values are not of the type; they are read as no value, and a note says so. */
  strays?: true;
};

/** What a reading of the whole file found: enough to make the table from the same bytes without reading them twice. */
export type CsvLayout = {
  /** "legacy CUR", "CUR 2.0", "FOCUS 1.2" or "csv". */
  kind: string;
  delimiter: ',' | ';' | '\t' | '|';
  columns: CsvColumn[];
  rows: number;
  /** Byte ranges [from, to) of the plain UTF-8 text that hold its lines, in order; what lies between is the header or cannot be read. */
  ranges: [from: number, to: number][];
  /** How the file's text is written; the byte order mark, if any, is not part of it. */
  encoding: Encoding;
  /** The unquoted text NULL stands for no value. */
  null_text: boolean;
  notes: string[];
};

/** Why a file cannot be a table. The message does not name the file: the caller does. */
export class UnreadableFileError extends Error {
  override readonly name = 'UnreadableFileError';
}
