import { describe, expect, it } from 'vitest';
import { QueryError } from '../../core/app-error.ts';
import { athenaStatement } from './athena-statement.ts';

describe('what only reads', () => {
  it.each([
    'SELECT 1',
    'select 1;',
    '(SELECT 1) UNION ALL (SELECT 2)',
    'WITH a AS (SELECT 1), b (x) AS (SELECT 2) SELECT * FROM a, b',
    'VALUES (1)',
    'SHOW TABLES',
    "SHOW TABLES IN db 'cur.*'",
    'SHOW CREATE TABLE `db`.`my-table`',
    'SHOW PARTITIONS t',
    'DESCRIBE t',
    'DESC FORMATTED t',
    'EXPLAIN SELECT 1',
    'EXPLAIN (FORMAT JSON) SELECT 1',
    'EXPLAIN ANALYZE VERBOSE SELECT 1',
    'EXPLAIN ANALYZE WITH a AS (SELECT 1) SELECT * FROM a',
    '-- c\r\n/* INSERT INTO */ SELECT 1 -- ; DROP TABLE t',
    `SELECT 'it''s; DROP TABLE t', "a ""b"" ; drop"`,
    'SELECT "insert" FROM "drop" WHERE a = ?',
    'SELECT * FROM TABLE(sequence(start => 1, stop => 3))',
    'SELECT * FROM t CROSS JOIN UNNEST(a) AS u(x)',
    "SELECT U&'d\\0061ta'",
    "SELECT timestamp '2026-10-01 00:00:00', x -> 1",
  ])('%s', (sql) => {
    expect(athenaStatement(sql)).toMatchObject({ reading: true });
  });
});

describe('what does more', () => {
  it.each([
    ['INSERT INTO t VALUES (1)', 'INSERT', 't'],
    ['insert into db.t select 1', 'INSERT', 'db.t'],
    ['CREATE TABLE t AS SELECT 1', 'CREATE', 't'],
    ['CREATE OR REPLACE VIEW "a b"."v" AS SELECT 1', 'CREATE', '"a b"."v"'],
    ['CREATE EXTERNAL TABLE IF NOT EXISTS t (a int)', 'CREATE', 't'],
    ["UNLOAD (SELECT 1) TO 's3://x/'", 'UNLOAD', undefined],
    ['DROP TABLE IF EXISTS `t`', 'DROP', '`t`'],
    ['MSCK REPAIR TABLE t', 'MSCK', 't'],
    ['ALTER TABLE t ADD PARTITION (a = 1)', 'ALTER', 't'],
    ['DELETE FROM t', 'DELETE', 't'],
    ['MERGE INTO t USING s ON a = b WHEN MATCHED THEN DELETE', 'MERGE', 't'],
    ['UPDATE t SET a = 1', 'UPDATE', 't'],
    ['OPTIMIZE t REWRITE DATA USING BIN_PACK', 'OPTIMIZE', 't'],
    ['VACUUM t', 'VACUUM', 't'],
    ['PREPARE p FROM DELETE FROM t', 'PREPARE', 'p'],
    ['EXECUTE p USING 1', 'EXECUTE', 'p'],
    ["EXECUTE IMMEDIATE 'DROP TABLE t'", 'EXECUTE', 'IMMEDIATE'],
    ['DEALLOCATE PREPARE p', 'DEALLOCATE', 'PREPARE'],
    ["CALL system.sync_partition_metadata('a', 'b', 'FULL')", 'CALL', 'system.sync_partition_metadata'],
    ['WITH a AS (SELECT 1) INSERT INTO t SELECT * FROM a', 'INSERT', 't'],
    ['EXPLAIN ANALYZE INSERT INTO t SELECT 1', 'INSERT', 't'],
    ['EXPLAIN (TYPE DISTRIBUTED) DELETE FROM t', 'DELETE', 't'],
    ['FROM s INSERT OVERWRITE TABLE t SELECT *', 'FROM', 's'],
    ['TABLE t', 'TABLE', 't'],
    ['GRANT SELECT ON t TO x', 'GRANT', 'SELECT'],
    ['SET SESSION a = 1', 'SET', 'SESSION'],
    ['/**/ -- x\n /* y */ DROP TABLE t', 'DROP', 't'],
    ['(DROP TABLE t)', 'DROP', 't'],
    ['DROP/**/TABLE/**/t', 'DROP', 't'],
    ['hello', 'HELLO', undefined],
    ['\u017fELECT 1', 'SELECT', undefined],
    ['WITH FUNCTION f() RETURNS int RETURN 1 SELECT f()', '', undefined],
  ])('%s', (sql, keyword, target) => {
    const statement = athenaStatement(sql);
    expect(statement).toMatchObject({ reading: false, keyword });
    if (target !== undefined) expect(statement.target).toBe(target);
  });

  it.each([
    "SELECT * FROM TABLE(system.query(query => 'DELETE FROM t'))",
    'SELECT * FROM TABLE("postgres"."system"."query"(query => \'x\'))',
    'SELECT * FROM table /* x */ ( mysql.system.query(1) )',
    'SELECT * FROM TABLE(sequence.system.query(1))',
    'WITH a AS (SELECT * FROM TABLE(x(1))) SELECT * FROM a',
  ])('a connector is handed a text: %s', (sql) => {
    expect(athenaStatement(sql)).toMatchObject({ reading: false });
  });

  it('a Lambda function is called', () => {
    const sql =
      "USING EXTERNAL FUNCTION f(a INT) RETURNS INT LAMBDA 'one', FUNCTION g(a INT) RETURNS INT SAGEMAKER 'two' SELECT f(1)";
    expect(athenaStatement(sql)).toMatchObject({ keyword: 'USING', reading: false, functions: ['one', 'two'] });
    expect(athenaStatement(`EXPLAIN ANALYZE ${sql}`)).toMatchObject({
      keyword: 'USING',
      reading: false,
      functions: ['one', 'two'],
    });
  });
});

describe('what could be read as another statement', () => {
  it.each([
    ['/* /* */ DROP TABLE t -- */ SELECT 1', 'comment inside a comment'],
    ['SELECT 1 /* a /* b */ c */', 'comment inside a comment'],
    ['SELECT 1; SELECT 2', 'one statement at a time'],
    ['SELECT 1; -- x\n DROP TABLE t', 'one statement at a time'],
    ['SELECT\u00a01', 'this blank is none for Athena'],
    ['DROP\u200bTABLE t', 'this blank is none for Athena'],
    ["SELECT E'a\\'; DROP TABLE t --'", "E'…'"],
    ["SELECT E'\\\\', e'\\''", "E'…'"],
    ['SHOW TABLES "a\\""; DROP TABLE t --"', 'no backslash'],
    ["SHOW TABLES 'a\\'", 'no backslash'],
    ['DESCRIBE `a"b`', 'never ends'],
    ['DESCRIBE `a', 'never ends'],
    ['SHOW TABLES IN `a -- `\n x', 'never ends'],
    ['SHOW TABLES IN `a -- `\n; DROP TABLE t', 'one statement at a time'],
    ['SHOW TABLES IN `a /* ` */ b`', 'backticks'],
    ['SELECT $$; DROP TABLE t$$', '"$" is not supported'],
    ['SELECT U&"\\0061"', 'U&"…"'],
    ["SELECT 'abc", 'never ends'],
    ['SELECT 1 /* x', 'never ends'],
    ['SELECT \0 1', 'NUL'],
    [' -- nothing\n;', 'no statement'],
  ])('%j is refused', (sql, message) => {
    expect(() => athenaStatement(sql)).toThrow(QueryError);
    expect(() => athenaStatement(sql)).toThrow(message);
  });
});

describe('what it names', () => {
  it('gives catalogs that reach out, and places', () => {
    expect(
      athenaStatement(
        'SELECT * FROM "lambda:f".a.b, "GLUE:arn:aws:glue:us-east-1:1:catalog".c.d, "plain" WHERE x = \'lambda:no\'',
      ),
    ).toMatchObject({ catalogs: ['lambda:f', 'GLUE:arn:aws:glue:us-east-1:1:catalog'] });
    expect(athenaStatement('SHOW TABLES IN `lambda:f`.a').catalogs).toEqual(['lambda:f']);
    expect(athenaStatement("UNLOAD (SELECT 1) TO ' s3n://b/p/'").locations).toEqual([' s3n://b/p/']);
  });
});
