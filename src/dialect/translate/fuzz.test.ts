import { describe, expect, it } from 'vitest';
import { QueryError } from '../../core/app-error.ts';
import type { Catalog } from '../catalog.ts';
import { fuzzQueries } from '../parse/fuzz-queries.ts';
import { tokenize } from '../parse/lexer.ts';
import { translate } from '../translate.ts';
import { arrayOf, BIGINT, DATE, decimal, DOUBLE, mapOf, timestamp, type TrinoType, VARCHAR } from '../types.ts';
import { seededRandom } from '../../../test/harness/seeded-random.ts';

const CASES = 4000;

const column = (name: string, type: TrinoType) => ({ name, type });
const TYPES: readonly TrinoType[] = [BIGINT, VARCHAR, decimal(20, 10), DOUBLE, DATE, timestamp(3), arrayOf(BIGINT)];
/** The names that the queries use, of many types, so that some of what is mutated is right. */
const names = 'a b c d e f id k m name product cost account team service year month day region zone x y v j'.split(' ');
const columns = [
  ...names.map((name, at) => column(name, TYPES[at % TYPES.length] ?? BIGINT)),
  column('resource_tags', mapOf(VARCHAR, VARCHAR)),
  column('line_item_usage_start_date', timestamp(3)),
  column('line_item_unblended_cost', decimal(20, 10)),
  column('line_item_product_code', VARCHAR),
];
const catalog: Catalog = {
  current: 'local',
  schemas: [{ name: 'local', tables: ['t', 'u', 'v', 'w', 'cur', 'daily'].map((name) => ({ name, columns })) }],
};

const next = seededRandom(20_261_121);
const below = (limit: number) => Math.floor(next() * limit);
const pieces = fuzzQueries
  .flatMap((sql) => tokenize(sql).map(({ start, end }) => sql.slice(start, end)))
  .filter((text) => text !== '');
const pick = () => pieces[below(pieces.length)] ?? '1';

/** A query with a few of its tokens replaced, doubled or left out. */
function mutated(): string {
  const sql = fuzzQueries[below(fuzzQueries.length)] ?? '';
  let tokens = tokenize(sql).map(({ start, end }) => sql.slice(start, end));
  for (let times = 1 + below(3); times > 0; times--) {
    const at = below(tokens.length);
    tokens = tokens.toSpliced(at, below(2), ...(next() < 0.7 ? [pick()] : []));
  }
  return tokens.join(' ');
}

function thrownBy(sql: string): unknown {
  try {
    translate(sql, catalog);
  } catch (error) {
    return error;
  }
  return undefined;
}

describe('the translator', { timeout: 120_000 }, () => {
  it('throws nothing but a QueryError with a place, whatever the query', { timeout: 60_000 }, () => {
    let translated = 0;
    for (let index = 0; index < CASES; index++) {
      const sql = mutated();
      const thrown = thrownBy(sql);
      if (thrown === undefined) translated++;
      else if (!(thrown instanceof QueryError) || thrown.line === undefined || thrown.position === undefined)
        throw new Error(`not refused as it should be: ${JSON.stringify(sql)}`, { cause: thrown });
    }
    expect(translated).toBeGreaterThan(CASES / 100);
    expect(translated).toBeLessThan(CASES);
  });

  it.each([
    ['1 + ', 400, 'chain'],
    ['x -> ', 8, 'lambdas'],
    ['abs(', 100, 'stand in each other'],
    ['(SELECT ', 10, 'subqueries'],
  ])('refuses %s beyond its limit of %i, and names it', (open, limit, message) => {
    const lambda = open === 'x -> ';
    const close = open.endsWith('(') || open.startsWith('(') ? ')' : '';
    const of = (times: number) =>
      lambda
        ? `SELECT ${'transform(ARRAY[1], x -> '.repeat(times)}1${')'.repeat(times)}`
        : `SELECT ${open.repeat(times)}1${close.repeat(times)}`;
    expect(thrownBy(of(Math.floor(limit / 2)))).toBeUndefined();
    expect(String(thrownBy(of(limit + 2)))).toContain(message);
  });

  it('takes conditions that a view writes out in parentheses as one list', () => {
    const deep = (count: number) => `SELECT a FROM t WHERE ${'('.repeat(count)}a = 1${' OR a = 2)'.repeat(count)}`;
    expect(thrownBy(deep(300))).toBeUndefined();
    expect(
      String(thrownBy(`SELECT a FROM t WHERE ${Array.from({ length: 2001 }, (_, at) => `a = ${at}`).join(' OR ')}`)),
    ).toContain('Write x IN (…)');
  });

  it('writes one expression the same wherever it stands, so that it can be grouped by', () => {
    const { sql } = translate(
      'SELECT transform(f2, x -> x + 1), count(*) FROM (SELECT ARRAY[a] AS f2 FROM t) GROUP BY transform(f2, y -> y + 1)',
      catalog,
    );
    expect(sql.match(/lambda p0_0: \(p0_0 \+ 1\)/gu) ?? sql.match(/lambda p0_0:/gu)).toHaveLength(2);
  });
});
