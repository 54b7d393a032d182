import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { gunzipSync } from 'node:zlib';
import { Decimal } from 'decimal.js';
import Papa from 'papaparse';
import { expect, test } from './fixtures.ts';

/** A folder of CSV files, packed or not, that somebody has: each is opened and its totals compared with a sum of another reader. */
const folder = process.env['SANDBANK_DATA'];
const files = folder === undefined ? [] : readdirSync(folder).filter((name) => /\.csv(?:\.gz)?$/iu.test(name));

test.skip(folder === undefined, 'SANDBANK_DATA names no folder of CSV files');
test.setTimeout(300_000);
Decimal.set({ precision: 80, toExpNeg: -80, toExpPos: 80 });

type Independent = { headers: string[]; rows: string[][] };

function readIndependently(name: string): Independent {
  const bytes = readFileSync(path.join(folder ?? '', name));
  const text = (name.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString('utf8');
  const [headers = [], ...rows] = Papa.parse<string[]>(text, { skipEmptyLines: true }).data;
  return { headers, rows };
}

const isNumber = (text: string | undefined) => /^[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?$/iu.test(text ?? '');

function total({ rows }: Independent, column: number): string {
  return rows.reduce((sum, row) => (isNumber(row[column]) ? sum.plus(row[column] ?? 0) : sum), new Decimal(0)).toFixed();
}

const sameNumber = (cell: unknown) => new Decimal(typeof cell === 'string' || typeof cell === 'number' ? cell : 0).toFixed();

for (const name of files) {
  test(`${name} adds up to what another reader finds`, async ({ app }) => {
    await app.go('Data');
    await app.page
      .getByLabel('Files to open as tables')
      .first()
      .setInputFiles(path.join(folder ?? '', name));
    await expect(app.page.getByText(`${name} is the table`).first()).toBeVisible({ timeout: 120_000 });

    const { connections } = await app.call('list_connections', {});
    const [table] = connections.find(({ id }) => id === 'local')?.tables ?? [];
    const independent = readIndependently(name);
    expect(table?.rows).toBe(independent.rows.length);
    expect(table?.columns).toHaveLength(independent.headers.length);

    const exact = (table?.columns ?? [])
      .map((column, at) => ({ ...column, at }))
      .filter(({ type }) => type.startsWith('DECIMAL'));
    const costs = (table?.columns ?? []).filter(({ name: column }) => /cost$/iu.test(column));
    expect(costs.map(({ type }) => type.replace(/\(.*/u, ''))).toEqual(costs.map(() => 'DECIMAL'));
    expect(costs.length).toBeGreaterThan(0);
    const sums = exact.map(({ name: column }) => `sum("${column}")`).join(', ');
    const answer = await app.call('query_data', { connection: 'local', sql: `SELECT ${sums} FROM "${table?.name}"` });
    const ours = Object.fromEntries(exact.map(({ name: column }, at) => [column, sameNumber(answer.rows[0]?.[at])]));
    expect(ours).toEqual(Object.fromEntries(exact.map(({ name: column, at }) => [column, total(independent, at)])));
  });
}
