import type { Cell, Column } from '../../core/json.ts';
import { mapCell } from './map-text.ts';
import { timestampCell, zonedTimestampCell } from './time-text.ts';

/** A column as GetQueryResults describes it. */
export type ColumnInfo = { Name: string; Type: string; Precision: number; Scale: number };

/** Reads the text of a value, which is never NULL; undefined where the text cannot be read as the type and stays text. */
type Reader = (text: string) => Cell | undefined;

const INTEGER = /^-?\d{1,40}$/u;

function integer(text: string): Cell | undefined {
  if (!INTEGER.test(text)) return undefined;
  const value = Number(text);
  return Number.isSafeInteger(value) ? value : text;
}

function double(text: string): Cell | undefined {
  const value = Number(text);
  if (Number.isFinite(value)) return text.trim() === '' ? undefined : value;
  return /^(?:NaN|[+-]?Infinity)$/u.test(text) ? null : undefined;
}

function boolean(text: string): Cell | undefined {
  return text === 'true' ? true : text === 'false' ? false : undefined;
}

const HEX = /^[0-9a-f]{2}(?:\s+[0-9a-f]{2})*$/iu;

/** Athena writes bytes as "68 65 6c"; a cell has them in base64, as on every connection. */
function binary(text: string): Cell | undefined {
  if (text === '') return '';
  if (!HEX.test(text)) return undefined;
  const bytes = text.split(/\s+/u).map((byte) => Number.parseInt(byte, 16));
  let binaryText = '';
  for (const byte of bytes) binaryText += String.fromCharCode(byte);
  return btoa(binaryText);
}

const READERS: Record<string, Reader> = {
  tinyint: integer,
  smallint: integer,
  int: integer,
  integer,
  bigint: integer,
  double,
  float: double,
  real: double,
  boolean,
  timestamp: timestampCell,
  'timestamp with time zone': zonedTimestampCell,
  varbinary: binary,
  binary,
  map: mapCell,
};

/** The types whose values Athena writes without quotes, so that their text cannot be taken apart for sure. */
const NESTED = new Set(['array', 'row', 'struct']);

/** The columns of a result, their cells, and what must be said of how they were read. */
export class CellReader {
  readonly columns: Column[];
  readonly #names: string[];
  readonly #readers: (Reader | undefined)[];
  readonly #kinds: string[];
  readonly #asText = new Set<number>();
  readonly #maps = new Set<number>();

  constructor(infos: readonly ColumnInfo[]) {
    this.columns = infos.map((info) => ({ name: info.Name, type: typeText(info) }));
    this.#names = infos.map(({ Name }) => Name);
    this.#kinds = infos.map(({ Type }) => Type.toLowerCase());
    this.#readers = this.#kinds.map((kind) => READERS[kind.replace(/\(.*\)/u, '')]);
  }

  /** Of a row with NULL for every cell that it lacks. */
  read(row: readonly (string | null)[]): Cell[] {
    return this.#readers.map((reader, at) => {
      const text = row[at];
      if (text === null || text === undefined) return null;
      const kind = this.#kinds[at] ?? '';
      if (NESTED.has(kind)) this.#asText.add(at);
      if (reader === undefined) return text;
      const cell = reader(text);
      if (cell === undefined) this.#asText.add(at);
      else if (kind === 'map') this.#maps.add(at);
      return cell ?? (cell === null ? null : text);
    });
  }

  notes(): string[] {
    const ofKind = (test: (kind: string) => boolean, from: ReadonlySet<number>): string[] =>
      [...from].filter((at) => test(this.#kinds[at] ?? '')).map((at) => this.#names[at] ?? '');
    const nested = ofKind((kind) => NESTED.has(kind), this.#asText);
    const maps = ofKind((kind) => kind === 'map', this.#asText);
    const read = [...this.#maps].filter((at) => !this.#asText.has(at)).map((at) => this.#names[at] ?? '');
    const others = ofKind((kind) => kind !== 'map' && !NESTED.has(kind), this.#asText);
    return [
      ...(nested.length === 0
        ? []
        : [`Athena gives arrays and rows as text without quotes; ${listed(nested)} stays so. ${CAST}`]),
      ...(maps.length === 0
        ? []
        : [
            `Athena gives maps as text without quotes; in ${listed(maps)} some can be read in more than one way and stay text. ${CAST}`,
          ]),
      ...(read.length === 0
        ? []
        : [`The maps of ${listed(read)} were read out of Athena's text {key=value, …}, every value as text. ${CAST}`]),
      ...(others.length === 0
        ? []
        : [`Some values of ${listed(others)} stand as Athena writes them, as they could not be read for sure`]),
    ];
  }
}

const CAST = 'json_format(CAST(… AS JSON)) in the query gives all of it exactly';

function listed(names: readonly string[]): string {
  const some = names.slice(0, 5).map((name) => `"${name}"`);
  return `${some.join(', ')}${names.length > 5 ? ` and ${names.length - 5} more` : ''}`;
}

const OPEN_VARCHAR = 2_147_483_647;

/** "decimal(18,2)", "varchar", "char(3)": as Athena prints them. */
function typeText({ Type, Precision, Scale }: ColumnInfo): string {
  const type = Type.toLowerCase();
  if (type === 'decimal') return `decimal(${Precision},${Scale})`;
  if (type === 'char' && Precision > 0 && Precision < OPEN_VARCHAR) return `char(${Precision})`;
  if (type === 'float') return 'real';
  return type === 'string' ? 'varchar' : type;
}
