import { AwsError, PolicyError, QueryError } from '../../core/app-error.ts';
import type { AwsObject } from '../../core/aws/aws-value.ts';
import type { AthenaQuery } from '../../core/ports/athena.ts';
import type { AwsCaller } from '../../core/ports/aws.ts';
import type { EngineAnswer } from '../../core/ports/sql-engine.ts';
import { CellReader, type ColumnInfo } from './cell-reader.ts';
import { FieldTooLong } from './csv-records.ts';
import { Pace } from './pace.ts';
import { resultAddress, resultFile, type ResultAddress } from './result-file.ts';
import { resultPage, type ResultPage } from './result-page.ts';
import { RowWriter } from './row-writer.ts';
import type { EndedQuery, FollowParts } from './run-query.ts';
import { isTransient } from './transient.ts';
import { unlessAborted } from './unless-aborted.ts';

/** Buckets that did not let a result be read: why, and until when they are not asked again (milliseconds of `performance.now`). */
export type RefusingBuckets = Map<string, { reason: string; until: number }>;

type Reading = {
  query: AthenaQuery;
  ended: EndedQuery;
  aws: AwsCaller;
  wait: FollowParts['wait'];
};

export type ReadAnswer = Omit<EngineAnswer, 'duration_ms'>;

/** Rows of a page: the most that Athena gives at once. */
const PAGE_ROWS = 1000;
/** A result of which no more is wanted comes by pages; of a larger one the file in S3 is tried first. */
const FEW_ROWS = 5000;
const PAGES_WORTH_A_NOTE = 5;
const REFUSED_FOR_MS = 600_000;
const PAGE_ATTEMPTS = 4;
const RETRY_MS = 500;
/** Characters of one cell. */
export const MAX_CELL = 4 * 1024 * 1024;

/** The rows of a query that succeeded, up to its limits. */
export async function readResults(reading: Reading, refusing: RefusingBuckets): Promise<ReadAnswer> {
  const { query, ended } = reading;
  const first = await readPage(reading, undefined);
  if (first.columns.length === 0) return noColumns(first);
  const address = first.next === undefined || query.max_rows <= FEW_ROWS ? undefined : fileOf(ended);
  if (address === undefined) return await byPages(reading, first);
  const refused = refusing.get(address.bucket);
  if (refused !== undefined && refused.until > performance.now()) return await byPages(reading, first, refused.reason);
  try {
    return await byFile(reading, first.columns, address);
  } catch (error) {
    // Policy, CORS, permissions or another form of the file: the pages hold the same rows.
    if (!(error instanceof AwsError) && !(error instanceof PolicyError)) throw error;
    if (!isAboutPerson(error)) refusing.set(address.bucket, { reason: error.message, until: performance.now() + REFUSED_FOR_MS });
    return await byPages(reading, first, error.message);
  }
}

/** What is no matter of the bucket, and over when the person signs in. */
function isAboutPerson(error: AwsError | PolicyError): boolean {
  return error instanceof AwsError && /^(?:NotSignedIn|ExpiredToken|ClockSkew)/u.test(error.code);
}

function noColumns({ update_count = 0 }: ResultPage): ReadAnswer {
  const notes = update_count > 0 ? [`The statement wrote ${update_count.toLocaleString('en-US')} rows`] : [];
  return { columns: [], chunks: [], row_count: 0, truncated: false, ...(notes.length === 0 ? {} : { notes }) };
}

function fileOf({ execution }: EndedQuery): ResultAddress | undefined {
  if (execution.StatementType !== 'DML' || execution.ManagedQueryResultsConfiguration?.Enabled === true) return undefined;
  return resultAddress(execution.ResultConfiguration?.OutputLocation);
}

async function byFile({ query, aws }: Reading, columns: ColumnInfo[], address: ResultAddress): Promise<ReadAnswer> {
  const taker = new RowTaker(columns, query);
  let header: (string | null)[] | undefined;
  try {
    for await (const records of resultFile(address, aws, MAX_CELL, query.signal)) {
      let rows = records;
      if (header === undefined) {
        [header, ...rows] = records;
        if (header !== undefined && !isHeader(header, columns))
          throw new AwsError('InvalidAnswer', `${address.key} is no CSV of these columns.`);
      }
      if (!(await taker.take(rows))) break;
    }
  } catch (error) {
    if (error instanceof FieldTooLong) throw cellTooLong(error.record - 1, columns[error.field]?.Name);
    throw error;
  }
  return taker.answer();
}

/** `refused`: why the file could not be read in place of the pages. */
async function byPages(reading: Reading, first: ResultPage, refused?: string): Promise<ReadAnswer> {
  const { columns } = first;
  const taker = new RowTaker(columns, reading.query);
  const tidy = shapeOf(reading.ended, columns);
  let page = first;
  let pages = 1;
  let rows = tidy.header && isHeader(first.rows[0], columns) ? first.rows.slice(1) : first.rows;
  while ((await taker.take(rows.map(tidy.row))) && page.next !== undefined) {
    page = await readPage(reading, page.next);
    rows = page.rows;
    pages++;
  }
  const answer = taker.answer();
  if (refused === undefined || pages <= PAGES_WORTH_A_NOTE) return answer;
  const note = `The result came in ${pages} pages, which takes longer than its file in S3: ${refused.replace(/\.$/u, '')}`;
  return { ...answer, notes: [...(answer.notes ?? []), note] };
}

/** Only what a query selects has a header; what SHOW and DESCRIBE say comes as padded lines, whose cells tabs part. */
function shapeOf(
  { execution }: EndedQuery,
  columns: readonly ColumnInfo[],
): { header: boolean; row: (row: (string | null)[]) => (string | null)[] } {
  const kind = execution.SubstatementType ?? '';
  if (execution.StatementType === 'DML' || kind.startsWith('EXPLAIN')) return { header: true, row: (row) => row };
  return {
    header: false,
    row(row) {
      const [line] = row;
      const cells = row.length === 1 && columns.length > 1 && typeof line === 'string' ? line.split('\t') : row;
      return cells.map((cell) => cell?.trimEnd() ?? null);
    },
  };
}

function isHeader(row: readonly (string | null)[] | undefined, columns: readonly ColumnInfo[]): boolean {
  return row !== undefined && row.length === columns.length && columns.every(({ Name }, at) => row[at] === Name);
}

async function readPage({ query, ended, aws, wait }: Reading, token: string | undefined): Promise<ResultPage> {
  const { signal } = query;
  // One for the header, and one to know whether there are more.
  const input: AwsObject = { QueryExecutionId: ended.id, MaxResults: Math.min(PAGE_ROWS, query.max_rows + 2) };
  if (token !== undefined) input['NextToken'] = token;
  const call = { service: 'athena', operation: 'GetQueryResults', input } as const;
  for (let attempt = 1; ; attempt++) {
    try {
      return resultPage(await unlessAborted(aws.call(call, signal === undefined ? {} : { signal }), signal));
    } catch (error) {
      if (attempt === PAGE_ATTEMPTS || !isTransient(error)) throw error;
      await unlessAborted(wait(RETRY_MS * 2 ** (attempt - 1)), signal);
    }
  }
}

/** Takes texts, keeps cells, and lets the page breathe. */
class RowTaker {
  readonly #reader: CellReader;
  readonly #writer: RowWriter;
  readonly #columns: readonly ColumnInfo[];
  readonly #pace = new Pace();
  readonly #query: AthenaQuery;

  constructor(columns: readonly ColumnInfo[], query: AthenaQuery) {
    this.#reader = new CellReader(columns);
    this.#writer = new RowWriter(query);
    this.#columns = columns;
    this.#query = query;
  }

  /** False once no further row is wanted. */
  async take(rows: readonly (readonly (string | null)[])[]): Promise<boolean> {
    for (const row of rows) {
      const long = row.findIndex((cell) => cell !== null && cell.length > MAX_CELL);
      if (long >= 0) throw cellTooLong(this.#writer.rows, this.#columns[long]?.Name);
      if (!this.#writer.write(this.#reader.read(row))) return false;
      if (this.#pace.due) await unlessAborted(this.#pace.breathe(), this.#query.signal);
    }
    return true;
  }

  answer(): ReadAnswer {
    this.#writer.flush();
    const { chunks, rows: row_count, truncated } = this.#writer;
    const notes = this.#reader.notes();
    return { columns: this.#reader.columns, chunks, row_count, truncated, ...(notes.length === 0 ? {} : { notes }) };
  }
}

function cellTooLong(row: number, column = ''): QueryError {
  return new QueryError(
    `Row ${row + 1} holds more than ${MAX_CELL / 1024 / 1024} million characters in the column "${column}", more than the page reads of one cell. Leave the column out, or take a part of it: substr("${column}", 1, 1000).`,
    { construct: column },
  );
}
