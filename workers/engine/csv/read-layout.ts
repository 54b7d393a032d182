import { amountNotes, spoiltTimeNote, unclearNote } from './column-notes.ts';
import { BillingScan } from './billing-scan.ts';
import { ColumnSniffer, isIdentifierName, NULL_TEXTS, type NullTexts } from './column-sniffer.ts';
import { readingEvidence } from './reading-evidence.ts';
import { fileMarks, type FileMarks } from './number-marks.ts';
import { decimalType } from '../../../src/core/sql/decimal-type.ts';
import type { CsvColumn, CsvLayout } from '../protocol.ts';
import { UnreadableFileError } from './unreadable-file-error.ts';
import { detectDelimiter } from './delimiter.ts';
import { LineLog } from './line-log.ts';
import { countBreaks, CsvRecord, scanRecord } from './record-scanner.ts';
import { recognizeTable, type RecognizedTable } from '../../../src/core/billing/recognize-table.ts';

const HEAD_BYTES = 1 << 18;

/** Thrown where the text is no UTF-8. */
export class EncodingError extends Error {}

/**
 * Reads the whole of a plain UTF-8 text, piece by piece, and finds how to read it as a table: its separator, names, types that lose
 * no digit, and the lines that cannot be read. Throws `UnreadableFileError` where it is no table, `EncodingError` for another encoding.
 */
export async function readLayout(text: Blob, onBytes: (done: number) => void): Promise<Omit<CsvLayout, 'encoding'>> {
  const head = new Uint8Array(await text.slice(0, HEAD_BYTES).arrayBuffer());
  const skip = head[0] === 0xef && head[1] === 0xbb && head[2] === 0xbf ? 3 : 0;
  const delimiter = detectDelimiter(head.subarray(skip), text.size <= HEAD_BYTES);
  const reader = new LayoutReader(delimiter, skip);
  await reader.read(text.slice(skip), onBytes);
  return reader.layout();
}

class LayoutReader {
  private readonly delimiter: CsvLayout['delimiter'];
  private readonly record = new CsvRecord();
  private readonly log: LineLog;
  private headers: string[] | undefined;
  private table: RecognizedTable | undefined;
  private scan: BillingScan | undefined;
  private sniffers: ColumnSniffer[] = [];
  private rows = 0;
  private line = 1;

  constructor(delimiter: CsvLayout['delimiter'], skip: number) {
    this.delimiter = delimiter;
    this.log = new LineLog(skip);
  }

  async read(text: Blob, onBytes: (done: number) => void): Promise<void> {
    const reader = text.stream().getReader();
    const utf8 = new TextDecoder('utf-8', { fatal: true });
    let rest = new Uint8Array(0);
    let base = 0;
    for (;;) {
      const { done, value } = await reader.read();
      checkUtf8(utf8, value);
      const bytes = value === undefined ? rest : joined(rest, value);
      const used = this.take(bytes, base, done);
      rest = bytes.slice(used);
      base += used;
      if (done) break;
      onBytes(base);
    }
    this.log.end(base);
  }

  /** Reads the complete records of `bytes`, which lie at `base` in the text; answers how many bytes that were. */
  private take(bytes: Uint8Array, base: number, last: boolean): number {
    const delimiter = this.delimiter.charCodeAt(0);
    let at = 0;
    while (at < bytes.length) {
      const next = scanRecord(bytes, at, delimiter, last, this.record);
      if (next < 0) break;
      this.takeRecord(bytes, base + at, base + next);
      this.line += Math.max(1, countBreaks(bytes, at, next));
      at = next;
    }
    return at;
  }

  private takeRecord(bytes: Uint8Array, from: number, to: number): void {
    const { record } = this;
    if (this.headers === undefined) return this.takeHeader(bytes, to);
    const { count } = record;
    const blank = count === 1 && record.starts[0] === record.ends[0] && record.quoted[0] === 0;
    if (blank && this.headers.length > 1) return;
    if (record.problem !== undefined || count > this.headers.length)
      return this.log.bad(this.line, record.problem ?? 'too many values', from, to);
    if (count < this.headers.length) this.log.short(this.line);
    this.rows++;
    for (let column = 0; column < count; column++)
      this.sniffers[column]?.take(bytes, record.starts[column] ?? 0, record.ends[column] ?? 0, record.quoted[column] === 1);
    this.scan?.take(bytes, record);
  }

  private takeHeader(bytes: Uint8Array, to: number): void {
    const { record } = this;
    if (record.problem !== undefined)
      throw new UnreadableFileError(
        `line ${this.line}, which should hold the column names, has ${record.problem === 'unclosed quote' ? 'a quote that never closes' : 'text behind a closing quote'}`,
      );
    const decoder = new TextDecoder();
    this.headers = Array.from({ length: record.count }, (_, at) => {
      const name = decoder.decode(bytes.subarray(record.starts[at], record.ends[at]));
      return record.quoted[at] === 1 ? name.replaceAll('""', '"') : name;
    });
    if (this.headers.every((name) => name.trim() === '')) {
      this.headers = undefined;
      return this.log.start(to);
    }
    const table = recognizeTable(this.headers);
    const { names, rule, shape } = table;
    this.table = table;
    // Decimal commas among separating commas stand in quotes: only where numbers must be are they looked for.
    this.sniffers = names.map((name) => {
      const numbers = rule(name) === 'number';
      return new ColumnSniffer({ comma: numbers || this.delimiter !== ',', numbers, line: () => this.line });
    });
    if (shape !== undefined) this.scan = new BillingScan(shape, names, rule);
    this.log.start(to);
  }

  layout(): Omit<CsvLayout, 'encoding'> {
    const { table, delimiter, rows } = this;
    if (table === undefined) throw new UnreadableFileError('it has no line of column names');
    this.log.refuseIfHopeless(rows);
    const { names, notes, kind, shape } = table;
    const nulls = this.nullTexts(table);
    const marks = fileMarks(this.sniffers.filter(({ ruled }) => ruled || shape === undefined).map((sniffer) => sniffer.marks));
    const doubts: string[] = [];
    const columns = names.map((name, at) => this.column(name, at, table, nulls, marks, doubts));
    doubts.push(...amountNotes(columns, this.sniffers), ...this.log.notes());
    const blankText = shape !== undefined && shape !== 'focus' && this.sniffers.every(({ quotedBlanks }) => quotedBlanks === 0);
    return {
      kind,
      evidence: [...table.evidence, ...readingEvidence(shape, nulls, blankText)],
      ...(this.scan ? { billing: this.scan.profile() } : {}),
      delimiter,
      columns,
      rows,
      ranges: this.log.ranges,
      null_text: nulls.plain,
      quoted_nulls: nulls.quoted,
      blank_text: blankText,
      notes: [...notes, ...doubts, ...(this.scan?.notes(names) ?? [])],
      doubts,
    };
  }

  /** In FOCUS the text NULL is no value; elsewhere only where it stands among numbers or times. In quotes it is a text, unless numbers are so too. */
  private nullTexts({ shape, rule, names }: RecognizedTable): NullTexts {
    const amongValues = (nulls: 'plainNulls' | 'quotedNulls') =>
      this.sniffers.some((sniffer, at) => {
        if (sniffer[nulls] === 0) return false;
        const wanted = rule(names[at] ?? '');
        return shape === undefined ? sniffer.type(NULL_TEXTS).type !== 'VARCHAR' : wanted === 'number' || wanted === 'time';
      });
    return { plain: shape === 'focus' || amongValues('plainNulls'), quoted: amongValues('quotedNulls') };
  }

  /** What of it bears upon sums goes to `doubts`. */
  private column(
    name: string,
    at: number,
    { rule }: RecognizedTable,
    nulls: NullTexts,
    marks: FileMarks,
    doubts: string[],
  ): CsvColumn {
    const sniffer = this.sniffers[at];
    if (sniffer === undefined) throw new Error(`The column ${name} was not read`);
    const { type, problem, unclear, ...how } = sniffer.type(nulls, marks);
    const wanted = rule(name);
    const empty = sniffer.seen(nulls) === 0 && sniffer.quotedBlanks === 0;
    if (wanted === 'text') return { name, type: 'VARCHAR', empty };
    if (wanted === 'map') return { name, type: 'MAP(VARCHAR, VARCHAR)', empty: sniffer.seen(nulls) === 0 };
    if (wanted === 'amounts') return { name, type: 'MAP(VARCHAR, DECIMAL(18,10))', empty: sniffer.seen(nulls) === 0 };
    if (sniffer.seen(nulls) === 0 && wanted !== undefined)
      return { name, type: wanted === 'number' ? decimalType(8, 10) : 'TIMESTAMP', empty: true };
    if (empty) return { name, type: 'VARCHAR', empty };
    if (wanted === 'time' && type === 'DATE') return { name, type: 'TIMESTAMP', empty };
    if (wanted === 'number' && type === 'BIGINT') return { name, type: decimalType(how.whole ?? 18, 2), empty, ...how };
    if (unclear !== undefined) {
      doubts.push(unclearNote(name, sniffer, unclear));
      return { name, type, empty, ambiguous: true };
    }
    if (sniffer.isSpoiltTime(nulls)) doubts.push(spoiltTimeNote(name, sniffer, wanted === 'time'));
    else if (wanted !== undefined && type === 'VARCHAR')
      doubts.push(
        `${name} has values that are no ${wanted === 'number' ? 'numbers' : 'times'}, so it is text here; the views give NULL for them`,
      );
    if (wanted === undefined && (type === 'BIGINT' || type === 'DECIMAL(38,0)') && isIdentifierName(name))
      return { name, type: 'VARCHAR', empty };
    if (problem !== undefined) doubts.push(`${name} ${problem}`);
    if (how.strays)
      doubts.push(
        `${name} has ${sniffer.strays(nulls)} values that are no numbers, such as "${sniffer.stray ?? 'NULL'}"; they are read as empty`,
      );
    return { name, type, empty, ...how };
  }
}

function checkUtf8(decoder: TextDecoder, bytes: Uint8Array | undefined): void {
  try {
    if (bytes === undefined) decoder.decode();
    else decoder.decode(bytes, { stream: true });
  } catch {
    throw new EncodingError();
  }
}

function joined(rest: Uint8Array, more: Uint8Array): Uint8Array {
  if (rest.length === 0) return more;
  const both = new Uint8Array(rest.length + more.length);
  both.set(rest);
  both.set(more, rest.length);
  return both;
}
