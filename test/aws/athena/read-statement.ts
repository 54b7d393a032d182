import { QueryError } from '../../../src/core/app-error.ts';
import { splitStatements, type Statement } from '../../../src/core/sql/split-statements.ts';
import { statementKind } from '../../../src/core/sql/statement-kind.ts';
import { parseStatement } from '../../../src/dialect/parse/parse.ts';
import { AwsFault } from '../http/aws-fault.ts';

/** What Athena makes of a text: what kind of statement it is, and whether it would write. */
export type ReadStatement = {
  text: string;
  type: 'DML' | 'DDL' | 'UTILITY';
  /** "SELECT", "CREATE_TABLE_AS_SELECT", "SHOW_TABLES". */
  subtype: string;
  writes: boolean;
};

const DDL = new Set(['CREATE', 'DROP', 'ALTER', 'MSCK']);
const WRITING = new Set(['INSERT', 'UPDATE', 'DELETE', 'MERGE', 'UNLOAD', 'VACUUM', 'OPTIMIZE', ...DDL]);

/** Throws `InvalidRequestException` for what Athena does not take: several statements, or a text that is none. */
export function readStatement(sql: string): ReadStatement {
  const statements = split(sql);
  const [statement] = statements;
  if (statement === undefined) throw refused('Query string must not be empty');
  if (statements.length > 1) throw refused(`Only one sql statement is allowed. Got: ${sql}`);
  const { keyword } = statementKind(statement.tokens);
  const first = (statement.tokens[0]?.text ?? '').toUpperCase();
  const second = (statement.tokens[1]?.text ?? '').toUpperCase();
  if (WRITING.has(keyword)) return writing(statement, keyword, second);
  try {
    const tree = parseStatement(statement.text);
    const type = tree.statement === 'query' ? 'DML' : 'UTILITY';
    const subtype = tree.statement === 'query' ? 'SELECT' : first === 'SHOW' ? `SHOW_${second}` : first;
    return { text: statement.text, type, subtype, writes: false };
  } catch (error) {
    if (error instanceof QueryError) throw refused(error.message);
    throw error;
  }
}

function split(sql: string): Statement[] {
  try {
    return splitStatements(sql);
  } catch (error) {
    throw refused(error instanceof Error ? error.message : String(error));
  }
}

function writing({ text, tokens }: Statement, keyword: string, second: string): ReadStatement {
  const asSelect = keyword === 'CREATE' && tokens.some((token) => token.text.toUpperCase() === 'SELECT');
  if (asSelect && second === 'TABLE') return { text, type: 'DDL', subtype: 'CREATE_TABLE_AS_SELECT', writes: true };
  const subtype = DDL.has(keyword) ? `${keyword}_${second}` : keyword;
  return { text, type: DDL.has(keyword) ? 'DDL' : 'DML', subtype, writes: true };
}

function refused(message: string): AwsFault {
  return new AwsFault('InvalidRequestException', message, 400, { AthenaErrorCode: 'MALFORMED_QUERY' });
}
