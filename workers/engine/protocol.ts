import type { BillingProfile } from '../../src/core/billing/billing-profile.ts';
import type { Column } from '../../src/core/json.ts';

/** Who asks: untrusted SQL on one of the two connections, or the page itself. Each has a search path of its own. */
export type EngineConnection = 'sample' | 'local' | 'owner';

export type RowsRequest = {
  op: 'rows';
  connection: EngineConnection;
  /** Executed in order, in one read-only transaction; the last one's rows are the answer. */
  statements: string[];
  /** The statements are Athena's SQL, to be translated; without this they are DuckDB's own. */
  athena?: true;
  max_rows: number;
  max_bytes: number;
};

/** What the page asks of the engine's worker. */
export type EngineRequest =
  | { op: 'boot'; module: WebAssembly.Module }
  /** The page's own statements, which may write. Their results are dropped. */
  | { op: 'execute'; statements: string[] }
  | RowsRequest
  /** Reads a CSV to find its layout, or takes `known` for it. Needs no engine and waits for no query. */
  | { op: 'open_csv'; file: Blob; name: string; known?: CsvLayout }
  /** Gives DuckDB a file to read in place, by a name below `FILES_DIRECTORY`. */
  | { op: 'register'; name: string; file: Blob }
  | { op: 'drop'; name: string };

export type ToEngine = { id: number; request: EngineRequest } | { cancel: number };

export type EngineAnswerOf = RowsAnswer | OpenedCsv | null;

/** `notes`: how the statements were read, where the person must know it. */
export type RowsAnswer = { columns: Column[]; row_count: number; truncated: boolean; notes?: string[] };

/**
 * What went wrong, as a value (an Error would lose its fields on the way). `crashed`: the instance is lost and the worker must be
 * replaced. `unreadable`: a file is no CSV, or not as it was. `statement` is the index in the request, `offset` the UTF-16 offset in that statement.
 */
export type EngineFault = {
  kind: 'query' | 'unreadable' | 'cancelled' | 'crashed';
  message: string;
  /** The browser's name of the error, where it was one of its own ("NotReadableError"). */
  name?: string;
  statement?: number;
  offset?: number;
  /** Where it is in the statement, 1-based, where the translator says it. */
  line?: number;
  position?: number;
  construct?: string;
  /** DuckDB's own class of the error ("Catalog", "Binder", "Parser", "Conversion", "Out of Memory"). */
  exception?: string;
  /** What could not be found, and what there is instead. */
  missing?: { type: string; name: string; candidates: string[] };
};

/** `chunk` messages of a request come before its `done`. */
export type FromEngine =
  | { id: number; type: 'chunk'; chunk: Uint8Array<ArrayBuffer> }
  | { id: number; type: 'progress'; done: number; total: number }
  | { id: number; type: 'done'; answer: EngineAnswerOf }
  | { id: number; type: 'fault'; fault: EngineFault };

/** The only directory that the engine may read. Names in it must have one length: DuckDB's web file system takes a name for a prefix. */
export const FILES_DIRECTORY = 'sandbank_files/';

/** The schemas of the engine: what each connection sees first, and where the page keeps what views stand on. */
export const SCHEMAS = {
  sample: 'sample',
  local: 'local',
  sampleData: 'sandbank_sample',
  localData: 'sandbank_local',
} as const;

/** Encodings that are read. */
export const ENCODINGS = ['utf-8', 'utf-16le', 'utf-16be', 'windows-1252'] as const;
export type Encoding = (typeof ENCODINGS)[number];

/** A column of a file: its name in SQL, its SQL type, and how its text becomes that type. */
export type CsvColumn = {
  name: string;
  type: string;
  /** No line has a value: such a column takes no room in the engine. */
  empty: boolean;
  /** Digits before the point of its largest number. */
  whole?: number;
  /** Decimals are written with a comma. */
  comma?: true;
  /** What parts thousands in its numbers. */
  groups?: '.' | ',';
  /** Its numbers can be read in more than one way; it is text, and the views give no value for it. */
  ambiguous?: true;
  /** Times have offsets other than UTC. */
  offsets?: true;
  /** Some values are not of the type; they are read as no value, and a note says so. */
  strays?: true;
};

/** What a reading of the whole file found: enough to make the table from the same bytes without reading them twice. */
export type CsvLayout = {
  /** "legacy CUR", "CUR 2.0", "FOCUS 1.2", "FOCUS 1.2 (AWS export)" or "csv". */
  kind: string;
  /** Why it is of that kind, and how its empty cells are read, in sentences for the person. */
  evidence: string[];
  /** Of a billing file alone. */
  billing?: BillingProfile;
  delimiter: ',' | ';' | '\t' | '|';
  columns: CsvColumn[];
  rows: number;
  /** Byte ranges [from, to) of the plain UTF-8 text that hold its lines, in order; what lies between is the header or cannot be read. */
  ranges: [from: number, to: number][];
  /** How the file's text is written; the byte order mark, if any, is not part of it. */
  encoding: Encoding;
  /** The unquoted text NULL stands for no value. */
  null_text: boolean;
  /** So does the quoted text "NULL": whoever wrote the file quoted everything. */
  quoted_nulls: boolean;
  /** An empty cell of a text column is the empty text, as in the tables that AWS makes of a CUR. Else it is no value, and only "" is the empty text. */
  blank_text: boolean;
  notes: string[];
  /** Those of the notes that bear upon sums: lines left out, amounts that are written otherwise, times that are none. */
  doubts: string[];
};

/** A file as DuckDB is to read it: `text` is plain UTF-8, by reference where nothing had to be unpacked, and holds the good lines alone. */
export type OpenedCsv = { layout: CsvLayout; text: Blob };
