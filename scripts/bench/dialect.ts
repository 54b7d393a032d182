import { gzipSync } from 'node:zlib';
import path from 'node:path';
import { rolldown } from 'rolldown';
import { CUR2_COLUMNS } from '../../src/core/billing/cur2-columns.ts';
import { columnsOf } from '../../src/adapters/duckdb/sample/select-list.ts';
import { heldType } from '../../src/dialect/duck-types.ts';
import { translate } from '../../src/dialect/translate.ts';
import { projectRoot } from '../setup/project.mjs';
import { DIALECT_QUERIES } from './dialect-queries.ts';
import { median, type Figure } from './measure.ts';

const ROUNDS = 60;
const catalog = {
  current: 'sample',
  schemas: [
    {
      name: 'sample',
      tables: [{ name: 'cur', columns: columnsOf(CUR2_COLUMNS).map(({ name, type }) => ({ name, ...heldType(type) })) }],
    },
  ],
};

/** What Athena's dialect costs: the time to parse and translate a query, by the same V8 as the browser's, and the bytes that it adds to the engine. */
export async function dialectFigures(): Promise<Figure[]> {
  const once = () =>
    DIALECT_QUERIES.map((sql) => {
      const started = performance.now();
      translate(sql, catalog);
      return performance.now() - started;
    });
  const cold = once();
  const warm = Array.from({ length: ROUNDS }, once).slice(ROUNDS / 3);
  const each = DIALECT_QUERIES.map((_, at) => median(warm.map((round) => round[at] ?? NaN)));
  return [
    { name: 'Dialect: a query, parsed and translated', value: median(each), unit: 'ms', target: 5, note: 'median query, warm' },
    {
      name: 'Dialect: the longest of the queries',
      value: Math.max(...each),
      unit: 'ms',
      target: 5,
      note: 'a view of 25 lines, warm',
    },
    { name: 'Dialect: the first query ever', value: cold[0] ?? NaN, unit: 'ms', note: 'cold code' },
    { name: 'Dialect: what it adds to the engine', value: await bundleKilobytes(), unit: 'kB', target: 6144, note: 'gzip' },
  ];
}

async function bundleKilobytes(): Promise<number> {
  const files = ['translate.ts', 'all-host-functions.ts'].map((name) => path.join(projectRoot, 'src/dialect', name));
  const build = await rolldown({ input: files, cwd: projectRoot });
  const { output } = await build.generate({ format: 'es', minify: true });
  await build.close();
  return output.reduce((sum, part) => sum + (part.type === 'chunk' ? gzipSync(part.code).length : 0), 0) / 1000;
}
