import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { trinoText } from '../../../test/dialect/trino-text.ts';
import type { Cell } from '../../core/json.ts';
import { createSqlEngine } from './engine.ts';
import { EngineHost } from './engine-host.ts';
import { pageEngine } from './page-engine.ts';

/** Every file of cases: `cases` are [query of one value, that value as Trino prints it], `refused` are [query, what the error says]. */
type Cases = {
  cases?: readonly (readonly [sql: string, expected: string])[];
  refused?: readonly (readonly [sql: string, message: RegExp])[];
};
const files = import.meta.glob<Cases>('../../../test/dialect/*.cases.ts', { eager: true });

const host = new EngineHost(pageEngine);
const nothing = { prepare: () => host.start(), infos: () => Promise.resolve([]), problemOf: () => undefined };
const engine = createSqlEngine({ host, sample: nothing, local: nothing });

beforeAll(() => engine.load());
afterAll(() => host.stop('the tests are over'));

async function value(sql: string): Promise<string> {
  const answer = await engine.query({ connection: 'local', sql, max_rows: 10, max_bytes: 1e6 });
  const rows = answer.chunks.flatMap((chunk) => JSON.parse(new TextDecoder().decode(chunk)) as Cell[][]);
  return rows.length === 0 ? '(no row)' : trinoText(rows[0]?.[0] ?? null, answer.columns[0]?.type ?? '');
}

describe.each(Object.entries(files).map(([path, file]) => [path.replace(/^.*\/|\.cases\.ts$/gu, ''), file] as const))(
  '%s',
  (_, { cases = [], refused = [] }) => {
    it.each(cases)('%s is %s', async (sql, expected) => {
      expect(await value(sql)).toBe(expected);
    });

    if (refused.length > 0)
      it.each(refused)('%s is refused', async (sql, message) => {
        await expect(value(sql)).rejects.toThrow(message);
      });
  },
);
