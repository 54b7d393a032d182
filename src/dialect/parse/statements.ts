import type { QualifiedName, Statement } from '../ast.ts';
import type { Cursor } from './cursor.ts';

const QUERY = ['SELECT', 'WITH', 'VALUES', 'TABLE', '('];

/** One statement that reads. Throws `QueryError` for all others. */
export function readStatement(cursor: Cursor): Statement {
  const { at } = cursor;
  if (QUERY.some((key) => cursor.is(key))) return { statement: 'query', query: cursor.rules.query(cursor), at };
  if (cursor.accept('SHOW')) return show(cursor, at);
  if (cursor.accept('EXPLAIN')) return explain(cursor, at);
  if (cursor.oneOf('DESCRIBE', 'DESC') !== undefined) return describe(cursor, at);
  refuseWriting(cursor);
  throw cursor.mismatch();
}

const OTHERS = new Set(
  'INSERT UPDATE DELETE MERGE CREATE ALTER DROP TRUNCATE GRANT REVOKE DENY SET RESET USE CALL EXECUTE PREPARE DEALLOCATE START COMMIT ROLLBACK ANALYZE REFRESH UNLOAD VACUUM OPTIMIZE MSCK COMMENT COPY ATTACH INSTALL LOAD PRAGMA'.split(
    ' ',
  ),
);

function refuseWriting(cursor: Cursor): void {
  const { key, kind } = cursor.token;
  if (kind !== 'word' || !OTHERS.has(key)) return;
  throw cursor.failure(`${key} is not supported here; a statement is a query, SHOW, DESCRIBE or EXPLAIN`, cursor.token, key);
}

/** What Athena shows besides, and how to see it here. */
const NOT_SHOWN: Record<string, string | undefined> = {
  PARTITIONS: 'select the distinct values of the partition columns, such as SELECT DISTINCT year, month FROM cur_legacy',
  CREATE: 'DESCRIBE lists the columns of a table and their types',
  VIEWS: 'SHOW TABLES lists views too',
  TBLPROPERTIES: 'DESCRIBE lists the columns of a table and their types',
};

function show(cursor: Cursor, at: number): Statement {
  if (cursor.accept('TABLES')) {
    const from = source(cursor);
    const regex = cursor.isString() ? cursor.string() : undefined;
    return { statement: 'show_tables', at, ...(from && { from }), ...like(cursor), ...(regex !== undefined && { regex }) };
  }
  if (cursor.oneOf('SCHEMAS', 'DATABASES') !== undefined) {
    source(cursor);
    return { statement: 'show_schemas', at, ...like(cursor) };
  }
  if (cursor.accept('CATALOGS')) return { statement: 'show_catalogs', at, ...like(cursor) };
  if (cursor.accept('FUNCTIONS')) {
    source(cursor);
    return { statement: 'show_functions', at, ...like(cursor) };
  }
  const instead = NOT_SHOWN[cursor.token.key];
  if (cursor.token.kind === 'word' && instead !== undefined)
    throw cursor.failure(`SHOW ${cursor.token.key} is not supported here; ${instead}`, cursor.token, `SHOW ${cursor.token.key}`);
  cursor.expect('COLUMNS');
  return showColumns(cursor, at);
}

/** Athena takes `SHOW COLUMNS IN t IN db` too. */
function showColumns(cursor: Cursor, at: number): Statement {
  const table = source(cursor);
  if (table === undefined) throw cursor.mismatch();
  const database = source(cursor);
  const parts = [...(database?.parts ?? []), ...table.parts];
  return { statement: 'show_columns', table: { parts, at: table.at }, at, ...like(cursor) };
}

function source(cursor: Cursor): QualifiedName | undefined {
  return cursor.oneOf('FROM', 'IN') === undefined ? undefined : cursor.qualifiedName();
}

function like(cursor: Cursor): { like?: string } {
  return cursor.accept('LIKE') ? { like: cursor.string() } : {};
}

function describe(cursor: Cursor, at: number): Statement {
  const option = cursor.token.key === 'EXTENDED' || cursor.token.key === 'FORMATTED';
  if (option && cursor.isIdentifier(cursor.peek())) cursor.next();
  return { statement: 'show_columns', table: cursor.qualifiedName(), at };
}

function explain(cursor: Cursor, at: number): Statement {
  const analyze = cursor.accept('ANALYZE');
  if (analyze) cursor.accept('VERBOSE');
  if (!analyze && cursor.token.key === '(' && !cursor.opensQuery())
    cursor.parenthesized(() => cursor.list(() => explainOption(cursor)));
  if (!QUERY.some((key) => cursor.is(key))) throw cursor.mismatch();
  return { statement: 'explain', analyze, query: cursor.rules.query(cursor), at };
}

const EXPLAIN_OPTIONS = { FORMAT: ['TEXT', 'GRAPHVIZ', 'JSON'], TYPE: ['LOGICAL', 'DISTRIBUTED', 'VALIDATE', 'IO'] } as const;

function explainOption(cursor: Cursor): void {
  const option = cursor.oneOf('FORMAT', 'TYPE');
  if (option === undefined || cursor.oneOf(...EXPLAIN_OPTIONS[option]) === undefined) throw cursor.mismatch();
}
