import { PolicyError, QueryError, ToolInputError } from '../app-error.ts';
import { splitStatements, type Statement } from './split-statements.ts';
import { statementKind } from './statement-kind.ts';
import { isStatementWord, nearStatementWord } from './statement-words.ts';
import { textPosition } from './text-position.ts';

/**
 * The statements of a script, all of which only read. Throws `PolicyError` naming the first that does not, `ToolInputError` where
 * there is none, and `QueryError` for text that cannot be read, or whose first word begins no statement.
 */
export function readingStatements(sql: string): Statement[] {
  if (sql.includes('\0')) throw new ToolInputError('sql holds a NUL character; take it out');
  const statements = splitStatements(sql);
  if (statements.length === 0)
    throw new ToolInputError('sql holds no statement; write a query such as SELECT * FROM cur LIMIT 10');
  for (const statement of statements) {
    const { keyword, start, reading } = statementKind(statement.tokens);
    if (reading) continue;
    if (start !== undefined && !isStatementWord(keyword)) throw noStatement(sql, keyword, start);
    const { line } = textPosition(sql, statement.start);
    if (madeOfQuery(statement))
      throw new PolicyError(
        `${keyword} on line ${line} is not a reading statement. Queries may only read: run the query behind AS by itself, without the words before it. ` +
          'To keep a result, write it to a file under data/ from Python or JavaScript.',
      );
    throw new PolicyError(
      `${keyword.slice(0, 40) || 'This'} on line ${line} is not a reading statement. Queries may only read: use SELECT, WITH … SELECT, VALUES, ` +
        'SHOW TABLES, DESCRIBE or EXPLAIN. To keep a result, write it to a file under data/ from Python or JavaScript.',
    );
  }
  return statements;
}

const QUERY_STARTS = new Set(['SELECT', 'WITH', 'VALUES', 'TABLE', '(']);

/** `CREATE OR REPLACE VIEW x AS SELECT …`, `CREATE TABLE x AS (…)`: there is a query that can be run alone. */
function madeOfQuery({ tokens }: Statement): boolean {
  const texts = tokens.map(({ text }) => text.toUpperCase());
  if (texts[0] !== 'CREATE') return false;
  return texts.some((text, at) => text === 'AS' && QUERY_STARTS.has(texts[at + 1] ?? ''));
}

function noStatement(sql: string, word: string, start: number): QueryError {
  const near = nearStatementWord(word);
  return new QueryError(
    `${word.slice(0, 40)} is no statement; ${near === undefined ? 'begin with SELECT, WITH, VALUES, SHOW TABLES, DESCRIBE or EXPLAIN' : `did you mean ${near}?`}`,
    textPosition(sql, start),
  );
}
