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
    throw new PolicyError(
      `${keyword.slice(0, 40) || 'This'} on line ${line} is not a reading statement. Queries may only read: use SELECT, WITH … SELECT, VALUES, ` +
        'SHOW TABLES, DESCRIBE or EXPLAIN. To keep a result, write it to a file under data/ from Python or JavaScript.',
    );
  }
  return statements;
}

function noStatement(sql: string, word: string, start: number): QueryError {
  const near = nearStatementWord(word);
  return new QueryError(
    `${word.slice(0, 40)} is no statement; ${near === undefined ? 'begin with SELECT, WITH, VALUES, SHOW TABLES, DESCRIBE or EXPLAIN' : `did you mean ${near}?`}`,
    textPosition(sql, start),
  );
}
