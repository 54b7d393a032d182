import { describe, expect, it } from 'vitest';
import { QueryError } from '../../core/app-error.ts';
import { Cursor } from './cursor.ts';
import { fuzzQueries } from './fuzz-queries.ts';
import { tokenize } from './lexer.ts';
import { parseStatements, rules } from './parse.ts';
import { readStatement } from './statements.ts';
import { seededRandom } from '../../../test/harness/seeded-random.ts';

const CASES = 20_000;
/** The most a token may be looked at, on the average of a text, whatever stands in it. */
const LOOKS = 150;

const next = seededRandom(20_240_305);
const below = (limit: number) => Math.floor(next() * limit);
const pick = <Item>(items: readonly Item[]): Item => {
  const item = items[below(items.length)];
  if (item === undefined) throw new Error('nothing to pick from');
  return item;
};

const pieces = fuzzQueries.flatMap((sql) => tokenize(sql).map(({ start, end }) => sql.slice(start, end)));
const odd = [
  '\u{1f600}',
  ...'()[]{}.,;:?$`\'"\\-*/=<>|&~#@!^%0_\n\u00a0\ud800é'.split(''),
  '->',
  '=>',
  '::',
  '--',
  '/*',
  '*/',
  "U&'",
  "X'",
  '1e',
  '0x',
  '${',
  'e9',
];

/** The text with one of its tokens deleted, doubled, swapped with another or replaced, or so with one of its characters. */
function mutate(sql: string): string {
  const parts = next() < 0.7 ? wordsOf(sql) : sql.split('');
  const at = below(parts.length);
  const other = below(parts.length);
  switch (below(5)) {
    case 0:
      return parts.toSpliced(at, 1 + below(3)).join('');
    case 1:
      return parts.toSpliced(at, 0, ...parts.slice(other, other + 1 + below(5))).join('');
    case 2:
      return parts
        .with(at, parts[other] ?? '')
        .with(other, parts[at] ?? '')
        .join('');
    case 3:
      return parts.toSpliced(at, 0, ` ${next() < 0.7 ? pick(pieces) : pick(odd)} `).join('');
    default:
      return parts.with(at, next() < 0.7 ? pick(pieces) : pick(odd)).join('');
  }
}

const wordsOf = (sql: string) => sql.split(/(?<=\W)|(?=\W)/u);

function mutated(): string {
  let sql = pick(fuzzQueries);
  for (let times = 1 + below(4); times > 0 && sql !== ''; times--) sql = mutate(sql);
  return sql;
}

const soup = () => Array.from({ length: below(60) }, () => (next() < 0.9 ? pick(pieces) : pick(odd))).join(' ');

/** What came of a text: `undefined` where it was parsed, else what was thrown. */
function thrownBy(sql: string): unknown {
  try {
    parseStatements(sql);
  } catch (error) {
    return error;
  }
  return undefined;
}

function looksPerToken(sql: string): number {
  const cursor = new Cursor(sql, rules);
  try {
    readStatement(cursor);
  } catch (error) {
    if (!(error instanceof QueryError)) throw error;
  }
  return cursor.looks / (cursor.index + 1);
}

// Twenty thousand texts take seconds, and more on a machine that does other things too.
describe('the parser', { timeout: 120_000 }, () => {
  it.each(fuzzQueries)('reads %s', (sql) => {
    expect(thrownBy(sql)).toBeUndefined();
  });

  it.each([
    ['mutated queries', mutated, CASES],
    ['tokens in any order', soup, CASES / 4],
  ])('throws nothing but a QueryError that names a place, and looks at each token a few times: %s', (_, make, cases) => {
    let parsed = 0;
    for (let index = 0; index < cases; index++) {
      const sql = make();
      const thrown = thrownBy(sql);
      if (thrown === undefined) parsed++;
      else if (!(thrown instanceof QueryError) || thrown.line === undefined || thrown.position === undefined)
        throw new Error(`not refused as it should be: ${JSON.stringify(sql)}`, { cause: thrown });
    }
    expect(parsed).toBeGreaterThan(0);
    expect(parsed).toBeLessThan(cases);
  });

  it('looks at each token a bounded number of times', () => {
    for (let index = 0; index < CASES / 10; index++) {
      const sql = mutated();
      if (isLexed(sql)) expect(looksPerToken(sql), sql).toBeLessThan(LOOKS);
    }
  });
});

function isLexed(sql: string): boolean {
  try {
    return tokenize(sql).length > 0;
  } catch (error) {
    if (error instanceof QueryError) return false;
    throw error;
  }
}
