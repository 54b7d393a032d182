import { QueryError } from '../../../src/core/app-error.ts';
import type { QueryFinding } from '../../../src/core/ports/code-analysis.ts';
import { tokenizeLoosely, type Token } from '../../../src/core/sql/lexer.ts';
import { placeholdersIn } from '../../../src/core/sql/placeholders.ts';
import { statementKind } from '../../../src/core/sql/statement-kind.ts';
import { isStatementWord } from '../../../src/core/sql/statement-words.ts';
import { parseStatement } from '../../../src/dialect/parse/parse.ts';
import type { PartlyKnownSql } from './sql-parts.ts';
import { tokenTables } from './token-tables.ts';
import { treeTables } from './tree-tables.ts';

/** One statement of a text: where it begins, what it names and does, and what the parser has against it. */
export type SqlStatement = {
  start: number;
  text: string;
  tables: string[];
  /** Each place where it names a table, in the order of the text. */
  named: { table: string; start: number }[];
  effect: QueryFinding['effect'];
  /** Line and column are those in the statement. */
  problem?: { message: string; line: number; column: number };
};

const MOST_STATEMENTS = 100;

/**
 * Reads SQL by the dialect's parser, and by its words where that does not read it (statements that write, what only Athena knows). A
 * part that is not known stands for a name or a value; what else it may hold, this can't tell.
 */
export function readSql(sql: PartlyKnownSql, most = MOST_STATEMENTS): SqlStatement[] {
  const named = withNamesForUnknown(sql);
  const statements: Token[][] = [[]];
  for (const token of tokenizeLoosely(named)) {
    if (token.kind === 'operator' && token.text === ';') statements.push([]);
    else statements.at(-1)?.push(token);
  }
  return statements
    .filter((tokens) => tokens.length > 0)
    .slice(0, most)
    .map((tokens) => readStatement(sql, named, tokens));
}

function readStatement(sql: PartlyKnownSql, named: string, tokens: readonly Token[]): SqlStatement {
  const start = tokens[0]?.start ?? 0;
  const end = tokens.at(-1)?.end ?? start;
  const shown = (from: number, to: number, plain: string): string => {
    const isPartlyKnown = sql.unknown.some(([a, b]) => a < to && b > from);
    const source = sql.text.slice(from, to);
    return isPartlyKnown || /^(?:[:$?]|\{\{)/u.test(source) ? source.replaceAll('"', '') : plain;
  };
  const { named: places, problem } = tablesOf(named, tokens, start, end, shown);
  return {
    start,
    text: sql.text.slice(start, end),
    tables: [...new Set(places.map(({ table }) => table))],
    named: places,
    effect: effectOf(tokens),
    ...(problem === undefined ? {} : { problem }),
  };
}

function tablesOf(
  named: string,
  tokens: readonly Token[],
  start: number,
  end: number,
  shown: (from: number, to: number, plain: string) => string,
): Pick<SqlStatement, 'named' | 'problem'> {
  const byWords = () => tokenTables(tokens).map((each) => ({ table: shown(each.start, each.end, each.text), start: each.start }));
  try {
    const tree = parseStatement(withValues(named.slice(start, end), tokens, start));
    const ends = new Map(tokens.map((token) => [token.start, token.end]));
    const places = treeTables(tree).map(({ parts, at }) => {
      const plain = parts.map(({ text }) => text).join('.');
      const last = start + (parts.at(-1)?.at ?? at);
      return { table: shown(start + at, ends.get(last) ?? last + 1, plain), start: start + at };
    });
    return { named: places };
  } catch (error) {
    if (error instanceof RangeError) return { named: byWords() };
    if (!(error instanceof QueryError)) throw error;
    return { named: byWords(), problem: problemOf(error) };
  }
}

function problemOf({ message, line = 1, position = 1 }: QueryError): NonNullable<SqlStatement['problem']> {
  return { message: message.replace(/^line \d+:\d+: /u, ''), line, column: position };
}

/** What is not known becomes a name, or a number where the grammar takes nothing else; no place in the text moves. */
function withNamesForUnknown({ text, unknown }: PartlyKnownSql): string {
  let named = '';
  let done = 0;
  for (const [start, end] of unknown) {
    named += text.slice(done, start);
    named += (/\b(?:LIMIT|OFFSET|FIRST|NEXT)\s*$/iu.test(named.slice(-20)) ? '1' : 'q').padEnd(end - start, '0');
    done = end;
  }
  return named + text.slice(done);
}

/** A statement with names and values in the places of its placeholders; no place in it moves. `from` is where it begins for its tokens. */
function withValues(sql: string, tokens: readonly Token[], from: number): string {
  let filled = '';
  let done = 0;
  for (const { use, ...place } of placeholdersIn(tokens)) {
    const [start, end] = [place.start - from, place.end - from];
    if (sql[start] === "'" || sql[start] === '"') continue;
    const length = end - start;
    const value = use === 'table' || use === 'name' ? 'q'.padEnd(length, '0') : use === 'text' && length > 2 ? "''" : '1';
    filled += sql.slice(done, start) + value.padEnd(length);
    done = end;
  }
  return filled + sql.slice(done);
}

/** Table functions that compute and reach nothing; another's text may be anything. */
const PLAIN_TABLE_FUNCTIONS = new Set(['SEQUENCE', 'EXCLUDE_COLUMNS', 'UNNEST']);
const FIRST_WORDS = new Set('INTO OVERWRITE TABLE VIEW FROM EXTERNAL DATABASE SCHEMA OR REPLACE REPAIR PREPARED'.split(' '));

function effectOf(tokens: readonly Token[]): QueryFinding['effect'] {
  const { keyword, start, reading } = statementKind(tokens);
  if (reading) return callsConnector(tokens) ? 'unknown' : 'read';
  if (!isStatementWord(keyword)) return 'unknown';
  const first = tokens.findIndex((token) => token.start === start);
  const words = [keyword];
  for (let at = first + 1; at < first + 4; at++) {
    const word = tokens[at]?.text.toUpperCase() ?? '';
    if (!FIRST_WORDS.has(word)) break;
    words.push(word);
  }
  return { writes: words.join(' ') };
}

function callsConnector(tokens: readonly Token[]): boolean {
  return tokens.some((token, at) => {
    if (token.kind !== 'word' || token.text.toUpperCase() !== 'TABLE' || tokens[at + 1]?.text !== '(') return false;
    return !PLAIN_TABLE_FUNCTIONS.has(tokens[at + 2]?.text.toUpperCase() ?? '');
  });
}
