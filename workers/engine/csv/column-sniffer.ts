import { decimalType } from '../../../src/core/sql/decimal-type.ts';
import type { CsvColumn } from '../protocol.ts';
import { type FileMarks, NumberMarks, type NumberReading, type UnclearNumbers } from './number-marks.ts';
import { type NumberWays, readShape, ValueShape } from './value-shape.ts';

const MAX_DIGITS = 38;

/** `unclear`: it holds numbers, but they can be read in more than one way, so that it is text. */
type SniffedType = Pick<CsvColumn, 'type' | 'whole' | 'comma' | 'groups' | 'offsets' | 'strays'> & {
  problem?: string;
  unclear?: UnclearNumbers;
};

/** Numbers that are names: nobody adds them up, and a leading zero belongs to them. */
const IDENTIFIER =
  /(?:^|[^a-z])(?:ids?|account|invoice|arn|sku|code|number|zip|postal|postcode|phone|cc|key|version|year|month)(?:[^a-z]|$)/u;

/** Which texts stand for no value: NULL as it is, NULL in quotes. */
export type NullTexts = { plain: boolean; quoted: boolean };

export const NULL_TEXTS: NullTexts = { plain: true, quoted: true };

/** What the values of one column have been so far. */
export class ColumnSniffer {
  values = 0;
  /** How often the text NULL stood where a value could be, and how often in quotes. */
  plainNulls = 0;
  quotedNulls = 0;
  /** How often "" stood there: the empty text, where an empty cell is no value. */
  quotedBlanks = 0;
  private isText = false;
  private readonly kinds = { integer: 0, decimal: 0, date: 0, timestamp: 0, boolean: 0, text: 0 };
  private whole = 0;
  private fraction = 0;
  private leadingZero = false;
  readonly marks = new NumberMarks();
  private offsets = false;
  private readonly shape = new ValueShape();
  private readonly ways: NumberWays;
  private readonly line: () => number;
  /** A kind of file says that this column holds numbers: text among them is a stray, not a sign that the column is text. */
  private readonly numbers: boolean;
  /** The first text among numbers. */
  stray: string | undefined;
  /** Dates and times that no calendar has, and the first of them. */
  impossible = 0;
  firstImpossible: { value: string; line: number } | undefined;

  /** `line` tells where the value stands that is taken. */
  constructor(how: { comma: boolean; numbers: boolean; line: () => number }) {
    this.ways = { comma: how.comma, groups: how.numbers };
    this.numbers = how.numbers;
    this.line = how.line;
  }

  /** Values that are no numbers. */
  strays(nulls: NullTexts): number {
    return this.seen(nulls) - this.kinds.integer - this.kinds.decimal;
  }

  /** Values, without what stands for none. */
  seen({ plain, quoted }: NullTexts): number {
    return this.values - (plain ? this.plainNulls : 0) - (quoted ? this.quotedNulls : 0);
  }

  /** A kind of file says that there are numbers here. */
  get ruled(): boolean {
    return this.numbers;
  }

  /** Its values are times, but for some that no calendar has. */
  isSpoiltTime(nulls: NullTexts): boolean {
    const { date, timestamp } = this.kinds;
    return !this.isText && this.impossible > 0 && date + timestamp > 0 && date + timestamp + this.impossible === this.seen(nulls);
  }

  take(bytes: Uint8Array, start: number, end: number, quoted: boolean): void {
    if (start === end) {
      if (quoted) this.quotedBlanks++;
      return;
    }
    this.values++;
    if (
      end - start === 4 &&
      bytes[start] === 78 &&
      bytes[start + 1] === 85 &&
      bytes[start + 2] === 76 &&
      bytes[start + 3] === 76
    ) {
      if (quoted) this.quotedNulls++;
      else this.plainNulls++;
      return;
    }
    if (this.isText) return;
    const { shape } = this;
    readShape(bytes, start, end, this.ways, shape);
    this.kinds[shape.kind]++;
    if (shape.kind === 'text') this.takeText(bytes, start, end);
    else if (shape.kind === 'integer' || shape.kind === 'decimal') this.takeNumber(shape);
    else if (shape.offset) this.offsets = true;
  }

  /** The SQL type that every value fits into without losing a digit. */
  type(nulls: NullTexts, file?: FileMarks): SniffedType {
    const seen = this.seen(nulls);
    const nullAsText = seen > this.seen(NULL_TEXTS);
    if (seen === 0 || this.isText || (nullAsText && !this.numbers)) return { type: 'VARCHAR' };
    const { integer, decimal, date, timestamp, boolean } = this.kinds;
    const reading = this.marks.reading(file);
    if (reading === 'mixed' || reading === 'doubtful')
      return { type: 'VARCHAR', ...(this.numbers || integer + decimal === seen ? { unclear: reading } : {}) };
    if (this.numbers && (this.stray !== undefined || nullAsText) && this.strays(nulls) < seen / 2)
      return { ...this.numberType(true, reading), strays: true };
    if (boolean === seen) return { type: 'BOOLEAN' };
    if (date === seen) return { type: 'DATE' };
    if (date + timestamp === seen) return { type: 'TIMESTAMP', ...(this.offsets ? { offsets: true } : {}) };
    if (integer + decimal !== seen || (this.leadingZero && !this.numbers)) return { type: 'VARCHAR' };
    return this.numberType(decimal > 0, reading);
  }

  private takeText(bytes: Uint8Array, start: number, end: number): void {
    const value = () => new TextDecoder().decode(bytes.subarray(start, Math.min(end, start + 40)));
    if (this.numbers) this.stray ??= value();
    else if (this.shape.impossible) {
      this.impossible++;
      this.firstImpossible ??= { value: value(), line: this.line() };
    } else this.isText = true;
  }

  private takeNumber(shape: ValueShape): void {
    if (shape.whole > this.whole) this.whole = shape.whole;
    if (shape.fraction > this.fraction) this.fraction = shape.fraction;
    // 0.5 and 00.5 are numbers; 007 is a name.
    if (shape.leadingZero && shape.kind === 'integer') this.leadingZero = true;
    this.marks.take(shape);
  }

  private numberType(decimal: boolean, reading: NumberReading): SniffedType {
    const whole = this.marks.wholeOf(reading, this.whole);
    if (!decimal) {
      if (whole <= 18) return { type: 'BIGINT', whole, ...reading };
      return whole <= MAX_DIGITS ? { type: `DECIMAL(38,0)`, whole, ...reading } : { type: 'VARCHAR' };
    }
    const scale = Math.max(2, this.fraction);
    if (whole + scale <= MAX_DIGITS) return { type: decimalType(whole, scale), whole, ...reading };
    return {
      type: 'DOUBLE',
      whole,
      ...reading,
      problem: `has numbers of ${whole} digits before and ${this.fraction} after the point, more than a DECIMAL holds, and is read as DOUBLE: its sums are not exact`,
    };
  }
}

export function isIdentifierName(name: string): boolean {
  return IDENTIFIER.test(name.replace(/([a-z0-9])([A-Z])/gu, '$1_$2').toLowerCase());
}
