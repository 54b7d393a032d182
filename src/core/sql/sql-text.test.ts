import { describe, expect, it } from 'vitest';
import { PolicyError, QueryError, ToolInputError } from '../app-error.ts';
import { tokenize } from './lexer.ts';
import { readingStatements } from './reading-statements.ts';
import { splitStatements } from './split-statements.ts';

const texts = (sql: string) => tokenize(sql).map(({ text }) => text);

describe('tokenize', () => {
  it('keeps strings, quoted identifiers and numbers whole, and skips comments', () => {
    expect(texts(`SELECT 'it''s; -- no', "a ""b"" ;", 1.5e-3, .5, 0x1F /* one /* two */ still */ FROM t -- end`)).toEqual([
      'SELECT',
      `'it''s; -- no'`,
      ',',
      `"a ""b"" ;"`,
      ',',
      '1.5e-3',
      ',',
      '.5',
      ',',
      '0x1F',
      'FROM',
      't',
    ]);
  });

  it('reads backslashes in E strings alone', () => {
    expect(texts(`SELECT E'a\\'b', 'c\\', 'd'`)).toEqual(['SELECT', `E'a\\'b'`, ',', `'c\\'`, ',', `'d'`]);
  });

  it('ends a word at every space that the engine takes for one', () => {
    expect(texts('read_text\u00a0(\u2003x\ufeff)')).toEqual(['read_text', '(', 'x', ')']);
  });

  it.each([
    [`SELECT 'abc`, 1, 8],
    [`SELECT\n "abc`, 2, 2],
    ['SELECT 1 /* x', 1, 10],
    ['SELECT $$x$$', 1, 8],
    ['SELECT U&"x"', 1, 8],
  ])('refuses %j and says where', (sql, line, position) => {
    expect(() => tokenize(sql)).toThrow(QueryError);
    try {
      tokenize(sql);
    } catch (error) {
      expect(error).toMatchObject({ line, position });
    }
  });
});

describe('splitStatements', () => {
  it('gives each statement its text and place', () => {
    expect(splitStatements(`;; SELECT ';' ;\n-- c\n SELECT 2 ; `).map(({ text, start }) => [text, start])).toEqual([
      [`SELECT ';'`, 3],
      ['SELECT 2', 22],
    ]);
  });
});

describe('readingStatements', () => {
  it.each([
    'SELECT 1',
    '(SELECT 1) UNION (SELECT 2)',
    'with a as (select 1) select * from a',
    'WITH RECURSIVE t(n) AS (VALUES (1) UNION ALL SELECT n + 1 FROM t) SELECT n FROM t',
    'VALUES (1)',
    'TABLE cur',
    'FROM cur SELECT *',
    'SHOW TABLES',
    'DESCRIBE cur',
    'EXPLAIN SELECT 1',
    'EXPLAIN (FORMAT JSON) SELECT 1',
    'EXPLAIN ANALYZE WITH a AS (SELECT 1) SELECT * FROM a',
    '/* c */ SELECT 1 -- d',
    'SELECT "insert" FROM t',
    'WITH a AS MATERIALIZED (SELECT 1), b(x) AS (SELECT 2) SELECT * FROM a, b',
  ])('lets %s pass', (sql) => {
    expect(readingStatements(sql)).toHaveLength(1);
  });

  it.each([
    ['INSERT INTO t VALUES (1)', 'INSERT'],
    ['SELECT 1; DROP TABLE t', 'DROP'],
    ['EXPLAIN ANALYZE DELETE FROM t', 'DELETE'],
    ['WITH a AS (SELECT 1) INSERT INTO t SELECT * FROM a', 'INSERT'],
    ['WITH a AS (SELECT 1) DELETE FROM t', 'DELETE'],
    ["COPY (SELECT 1) TO 'x'", 'COPY'],
    ["ATTACH 'x'", 'ATTACH'],
    ['INSTALL json', 'INSTALL'],
    ['LOAD json', 'LOAD'],
    ['SET threads = 1', 'SET'],
    ['PRAGMA version', 'PRAGMA'],
    ['CALL pragma_version()', 'CALL'],
    ["EXPORT DATABASE 'x'", 'EXPORT'],
    ['/**/ -- x\n CREATE TABLE t (a int)', 'CREATE'],
    ['BEGIN', 'BEGIN'],
    ['COMMIT', 'COMMIT'],
    ['PREPARE a AS SELECT 1', 'PREPARE'],
    ['EXECUTE a', 'EXECUTE'],
    ['RESET threads', 'RESET'],
    ['USE local', 'USE'],
    ['PIVOT t ON a', 'PIVOT'],
    ['MERGE INTO t USING s ON a = b', 'MERGE'],
    ['VACUUM', 'VACUUM'],
    ["EXPLAIN (ANALYZE) COPY t TO 'x'", 'COPY'],
    ['UPDATE t SET a = 1', 'UPDATE'],
    ['TRUNCATE t', 'TRUNCATE'],
  ])('refuses %s by its name', (sql, keyword) => {
    expect(() => readingStatements(sql)).toThrow(PolicyError);
    expect(() => readingStatements(sql)).toThrow(new RegExp(`^${keyword} on line`, 'u'));
  });

  it.each([
    ['selec 1', 'SELEC is no statement; did you mean SELECT?', 1, 1],
    ['SELECT 1;\n  form cur', 'FORM is no statement; did you mean FROM?', 2, 3],
    ['(slect 1)', 'SLECT is no statement; did you mean SELECT?', 1, 2],
    ['WIHT a AS (SELECT 1) SELECT * FROM a', 'WIHT is no statement; did you mean WITH?', 1, 1],
    ['WITH a AS (SELECT 1)\nSELCT * FROM a', 'SELCT is no statement; did you mean SELECT?', 2, 1],
    ['EXPLAIN selectt 1', 'SELECTT is no statement; did you mean SELECT?', 1, 9],
    ['hello', 'HELLO is no statement; begin with SELECT', 1, 1],
    ['1 + 1', '1 is no statement; begin with SELECT', 1, 1],
  ])('says where %j has a word that begins no statement', (sql, message, line, position) => {
    expect(() => readingStatements(sql)).toThrow(
      expect.objectContaining({ name: 'QueryError', message: expect.stringContaining(message), line, position }),
    );
  });

  it('says that there is nothing to run', () => {
    expect(() => readingStatements(' -- nothing\n;')).toThrow(ToolInputError);
    expect(() => readingStatements('SELECT \0 1')).toThrow(/NUL/u);
  });
});
