import {
  arrayOf,
  BIGINT,
  BOOLEAN,
  DATE,
  decimal,
  DOUBLE,
  duckType,
  INTEGER,
  mapOf,
  timestamp,
  timestampTz,
  type RowField,
  type TrinoType,
  typeText,
  VARCHAR,
} from './types.ts';

/** Athena's timestamps have milliseconds. */
const PRECISION = 3;

const PLAIN: Record<string, TrinoType> = {
  BOOLEAN,
  TINYINT: { kind: 'tinyint' },
  SMALLINT: { kind: 'smallint' },
  INTEGER,
  BIGINT,
  UTINYINT: { kind: 'smallint' },
  USMALLINT: INTEGER,
  UINTEGER: BIGINT,
  UBIGINT: decimal(20, 0),
  HUGEINT: decimal(38, 0),
  UHUGEINT: decimal(38, 0),
  FLOAT: { kind: 'real' },
  REAL: { kind: 'real' },
  DOUBLE,
  VARCHAR,
  JSON: { kind: 'json' },
  BLOB: { kind: 'varbinary' },
  UUID: { kind: 'uuid' },
  DATE,
  TIME: { kind: 'time', precision: PRECISION },
  TIMESTAMP: timestamp(PRECISION),
  TIMESTAMP_S: timestamp(0),
  TIMESTAMP_MS: timestamp(PRECISION),
  TIMESTAMP_NS: timestamp(9),
  'TIMESTAMP WITH TIME ZONE': timestampTz(PRECISION),
  INTERVAL: { kind: 'interval_day_second' },
  '"NULL"': { kind: 'unknown' },
};

/** The type in Trino of what DuckDB calls `MAP(VARCHAR, DECIMAL(18,2)[])`. What Trino has no type for is read as varchar. */
export function fromDuckType(text: string): TrinoType {
  const reader = new TypeReader(text);
  return reader.type();
}

/** A column's type for the translator: `held` where DuckDB's own type is another than that of the value that queries get. */
export function heldType(text: string): { type: TrinoType; held?: string } {
  const type = measured(fromDuckType(text));
  const plain = (each: string) => each.replaceAll(/\s+/gu, '').replaceAll('"', '').toUpperCase();
  return plain(duckType(type)) === plain(text) || (type.kind === 'real' && text === 'FLOAT') ? { type } : { type, held: text };
}

/** Decimals of a column, also inside of its maps and arrays, are measured. */
function measured(type: TrinoType): TrinoType {
  if (type.kind === 'decimal') return { ...type, measured: true };
  if (type.kind === 'array') return arrayOf(measured(type.element));
  if (type.kind === 'map') return mapOf(type.key, measured(type.value));
  if (type.kind === 'row') return { kind: 'row', fields: type.fields.map((field) => ({ ...field, type: measured(field.type) })) };
  return type;
}

/** `DECIMAL(18,2)` as `decimal(18,2)`: how Athena writes a type of the engine. */
export function trinoTypeText(duck: string): string {
  return typeText(fromDuckType(duck));
}

class TypeReader {
  private readonly text: string;
  private at = 0;

  constructor(text: string) {
    this.text = text;
  }

  type(): TrinoType {
    let type = this.base();
    while (this.eat('[')) {
      while (/\d/u.test(this.text[this.at] ?? '')) this.at++;
      this.eat(']');
      type = arrayOf(type);
    }
    return type;
  }

  private base(): TrinoType {
    const name = this.word();
    if (name === 'DECIMAL' && this.eat('(')) {
      const precision = this.number();
      const scale = this.eat(',') ? this.number() : 0;
      this.eat(')');
      return decimal(precision, scale);
    }
    if (name === 'MAP' && this.eat('(')) {
      const key = this.type();
      this.eat(',');
      const value = this.type();
      this.eat(')');
      return mapOf(key, value);
    }
    if (name === 'STRUCT' && this.eat('(')) return { kind: 'row', fields: this.fields() };
    if (this.text[this.at] === '(') this.skip();
    return PLAIN[name] ?? VARCHAR;
  }

  private fields(): RowField[] {
    const fields: RowField[] = [];
    do {
      const name = this.identifier();
      fields.push({ name, type: this.type() });
    } while (this.eat(','));
    this.eat(')');
    return fields;
  }

  private identifier(): string {
    this.blank();
    if (this.text[this.at] !== '"') return this.take(/[^\s(),]+/uy);
    return this.take(/"(?:[^"]|"")*"/uy)
      .slice(1, -1)
      .replaceAll('""', '"');
  }

  private word(): string {
    this.blank();
    return this.take(/"NULL"|[A-Z_]+(?: WITH TIME ZONE)?/uy);
  }

  private number(): number {
    this.blank();
    return Number(this.take(/\d+/uy));
  }

  private take(pattern: RegExp): string {
    pattern.lastIndex = this.at;
    const found = pattern.exec(this.text)?.[0] ?? '';
    this.at += found.length;
    return found;
  }

  private eat(char: string): boolean {
    this.blank();
    if (this.text[this.at] !== char) return false;
    this.at++;
    return true;
  }

  private blank(): void {
    while (this.text[this.at] === ' ') this.at++;
  }

  /** Over what stands between parentheses: the members of an ENUM. */
  private skip(): void {
    let depth = 0;
    let quoted = false;
    for (; this.at < this.text.length; this.at++) {
      const char = this.text[this.at];
      if (char === "'") quoted = !quoted;
      else if (!quoted && char === '(') depth++;
      else if (!quoted && char === ')' && --depth === 0) {
        this.at++;
        return;
      }
    }
  }
}
