import type { AwsObject, AwsValue } from '../../core/aws/aws-value.ts';
import type { ColumnInfo } from './cell-reader.ts';

/** A page of GetQueryResults: texts, where null is NULL. */
export type ResultPage = { columns: ColumnInfo[]; rows: (string | null)[][]; next?: string; update_count?: number };

/** Read by hand: a page has up to 1,000 rows of hundreds of cells, more than a schema checks without the page being felt to stop. */
export function resultPage(answer: AwsObject): ResultPage {
  const set = objectOf(answer['ResultSet']);
  const columns = listOf(objectOf(set['ResultSetMetadata'])['ColumnInfo']).map((column): ColumnInfo => {
    const info = objectOf(column);
    return {
      Name: textOf(info['Name']) ?? '',
      Type: textOf(info['Type']) ?? 'varchar',
      Precision: numberOf(info['Precision']) ?? 0,
      Scale: numberOf(info['Scale']) ?? 0,
    };
  });
  const rows = listOf(set['Rows']).map((row) =>
    listOf(objectOf(row)['Data']).map((cell) => textOf(objectOf(cell)['VarCharValue']) ?? null),
  );
  const next = textOf(answer['NextToken']);
  const update_count = numberOf(answer['UpdateCount']);
  return {
    columns,
    rows,
    ...(next === undefined || next === '' ? {} : { next }),
    ...(update_count === undefined ? {} : { update_count }),
  };
}

function objectOf(value: AwsValue | undefined): AwsObject {
  return typeof value === 'object' &&
    value !== null &&
    !Array.isArray(value) &&
    !ArrayBuffer.isView(value) &&
    !(value instanceof Date)
    ? value
    : {};
}

function listOf(value: AwsValue | undefined): AwsValue[] {
  return Array.isArray(value) ? value : [];
}

function textOf(value: AwsValue | undefined): string | undefined {
  return typeof value === 'string' ? value : undefined;
}

function numberOf(value: AwsValue | undefined): number | undefined {
  return typeof value === 'number' ? value : undefined;
}
