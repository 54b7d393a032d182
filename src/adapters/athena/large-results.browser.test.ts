import { expect, it } from 'vitest';
import {
  executionOf,
  READY_GROUP,
  resultPageOf,
  type Scripted,
  scriptedAws,
  type ResultColumn,
} from '../../../test/harness/scripted-aws.ts';
import { createAthenaEngine } from './create-athena-engine.ts';

const MB = 1024 * 1024;
/** Of a second or two of work, of which none takes more than a few hundredths at once. Without a pause there is none. */
const FEWEST = 5;

const COLUMNS: ResultColumn[] = [
  { name: 'at', type: 'timestamp' },
  { name: 'service', type: 'varchar' },
  { name: 'cost', type: 'decimal', precision: 18, scale: 10 },
  { name: 'amount', type: 'double' },
  { name: 'tags', type: 'map' },
];
const names = COLUMNS.map(({ name }) => name);

function ask(script: Record<string, Scripted>, max_rows: number) {
  const { caller } = scriptedAws({
    'athena:GetWorkGroup': READY_GROUP,
    'athena:StartQueryExecution': { QueryExecutionId: 'q-1' },
    'athena:GetQueryExecution': executionOf('SUCCEEDED'),
    ...script,
  });
  const engine = createAthenaEngine({
    outputLocation: () => undefined,
    onProblem: () => undefined,
    wait: () => Promise.resolve(),
  });
  const target = { workgroup: 'finops', catalog: 'AwsDataCatalog', database: 'billing', reuse_minutes: 0 };
  return engine.query({ target, sql: 'SELECT * FROM cur', max_rows, max_bytes: 512 * MB }, caller);
}

/** How often the page came to do something else while something was done: a click, a drawing. */
async function turnsOf(work: () => Promise<unknown>): Promise<number> {
  let turns = 0;
  let isOver = false;
  const { port1, port2 } = new MessageChannel();
  port1.onmessage = () => {
    turns++;
    if (!isOver) port2.postMessage(null);
  };
  port2.postMessage(null);
  await work();
  isOver = true;
  port1.close();
  return turns;
}

it('takes a large file of S3 without holding up the page', async () => {
  const line =
    '"2026-11-20 14:07:09.123","Amazon Elastic Compute Cloud","0.0123456789","1.25E-5","{user_team=web, user_env=prod}"\n';
  const count = 150_000;
  const file = new TextEncoder().encode(`${names.map((name) => `"${name}"`).join(',')}\n${line.repeat(count)}`);
  const first = resultPageOf(COLUMNS, [names], 'next');
  let rows = 0;
  const turns = await turnsOf(async () => {
    const answer = await ask(
      {
        'athena:GetQueryResults': first,
        's3:GetObject': ({ Range }) => {
          const [, from = '0', to = '0'] = /(\d+)-(\d+)/u.exec(typeof Range === 'string' ? Range : '') ?? [];
          return { Body: file.slice(Number(from), Number(to) + 1) };
        },
      },
      1_000_000,
    );
    rows = answer.row_count;
  });
  expect(rows).toBe(count);
  expect(turns).toBeGreaterThan(FEWEST);
});

it('takes pages of many columns without holding up the page', async () => {
  const wide: ResultColumn[] = Array.from({ length: 600 }, (_, at) => ({
    name: `c${at}`,
    type: at % 2 === 0 ? 'timestamp' : 'map',
  }));
  const row = wide.map((_, at) =>
    at % 2 === 0 ? '2026-11-20 14:07:09.123456' : '{user_team=web, user_env=prod, user_app=shop}',
  );
  const page = resultPageOf(
    wide,
    Array.from({ length: 999 }, () => row),
  );
  const turns = await turnsOf(() => ask({ 'athena:GetQueryResults': page }, 5000));
  expect(turns).toBeGreaterThan(FEWEST);
});

it('refuses a cell of 50 MB without reading all of it', async () => {
  const cell = 'x'.repeat(50 * MB);
  const body = new TextEncoder().encode(`${names.map((name) => `"${name}"`).join(',')}\n"","${cell}","1","1",\n`);
  let ranges = 0;
  const asked = ask(
    {
      'athena:GetQueryResults': resultPageOf(COLUMNS, [names], 'next'),
      's3:GetObject': ({ Range }) => {
        ranges++;
        const [, from = '0', to = '0'] = /(\d+)-(\d+)/u.exec(typeof Range === 'string' ? Range : '') ?? [];
        return { Body: body.slice(Number(from), Number(to) + 1) };
      },
    },
    1_000_000,
  );
  await expect(asked).rejects.toThrow(/more than 4 million characters in the column "service"/u);
  expect(ranges).toBeLessThanOrEqual(2);
});
