import { ATHENA, type TableInfo } from '../../core/dataset.ts';
import type { TableProfile } from '../tool-types.ts';
import type { CallOptions, ToolContext } from '../tool.ts';
import { columnMeaning } from './column-meanings.ts';
import { addExamples, type ColumnProfile, quoted } from './profile-columns.ts';

const MAX_BYTES = 8 * 1024 * 1024;

/** What the catalog knows of a table, for which nothing is scanned, and rows where they are asked for. */
export async function describeOnAthena(
  table: TableInfo,
  sample_rows: number,
  { broker }: ToolContext,
  { signal }: CallOptions,
): Promise<TableProfile> {
  const columns = table.columns.map(({ name, type }): ColumnProfile => {
    const description = columnMeaning(table.kind, name);
    return { name, type, ...(description === undefined ? {} : { description }) };
  });
  const profile = { connection: ATHENA, table: table.name, ...(table.kind === undefined ? {} : { kind: table.kind }), columns };
  const notes = ['Rows, missing values and ranges are not counted on Athena, where AWS charges for every byte that is read'];
  if (sample_rows === 0) {
    notes.push(
      'Nothing was read. sample_rows gives rows, by a query with LIMIT; filter on the partition columns in queries of your own',
    );
    return { ...profile, sample: { columns: table.columns, rows: [] }, notes };
  }
  const answer = await broker.query({
    connection: ATHENA,
    sql: `SELECT * FROM ${quoted(table.name)} LIMIT ${sample_rows}`,
    max_rows: sample_rows,
    max_bytes: MAX_BYTES,
    ...(signal === undefined ? {} : { signal }),
  });
  const rows = await answer.rows();
  addExamples(columns, rows);
  const scanned = answer.bytes_scanned ?? 0;
  notes.push(`The rows were read by a query with LIMIT ${sample_rows}, which scanned ${scanned.toLocaleString('en-US')} bytes`);
  return { ...profile, sample: { columns: answer.columns, rows }, notes: [...notes, ...(answer.notes ?? [])] };
}
