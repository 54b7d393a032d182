import { describe, expect, it } from 'vitest';
import { QueryError } from '../../core/app-error.ts';
import { parseExpression, parseStatement } from './parse.ts';

function failureOf(parse: () => unknown): QueryError {
  try {
    parse();
  } catch (error) {
    if (error instanceof QueryError) return error;
    throw error;
  }
  throw new Error('it was parsed');
}

/** Text, line:position, part of the message, construct. */
type Row = [string, string, string, string?];

const slips: Row[] = [
  ['SELECT a FORM t', '1:15', "Did you mean FROM instead of 'FORM'?"],
  ['SELCT 1', '1:1', "mismatched input 'SELCT'. Expecting: '(', 'DESC', 'DESCRIBE', 'EXPLAIN', 'SELECT',"],
  ['SELECT * FROM t WEHRE a = 1', '1:23', "Did you mean WHERE instead of 'WEHRE'?"],
  ['SELECT *\nFROM t\nWHERE a = 1 GRUOP BY a', '3:13', 'Did you mean GROUP?'],
  ['SELECT * FROM t WHERE a ADN b', '1:25', 'Did you mean AND?'],
  ['SELECT * FROM t LIMT 5', '1:22', "Did you mean LIMIT instead of 'LIMT'?"],
  ['SELECT a, FROM t', '1:11', 'Take out the comma before it', ','],
  ['SELECT f(a,)', '1:12', 'Take out the comma before it', ','],
  ['SELECT a FROM t WHERE', '1:22', "mismatched input '<EOF>'. Expecting: <expression>"],
  ['SELECT (a FROM t', '1:11', "Expecting: ')', ','", 'FROM'],
  ['SELECT a) FROM t', '1:9', "mismatched input ')'"],
  ['SELECT CAST(a, bigint)', '1:14', "Expecting: 'AS'"],
  ['SELECT CAST(a AS)', '1:17', 'Expecting: <type>'],
  ['SELECT CASE WHEN a THEN b', '1:26', "Expecting: 'ELSE', 'END', 'WHEN'"],
  ['SELECT a IN ()', '1:14', 'Expecting: <expression>'],
  ['SELECT a BETWEEN 1', '1:19', "Expecting: 'AND'"],
  ['SELECT a = b = c', '1:14', 'Comparisons are not chained', '='],
  ['SELECT a FROM t JOIN u', '1:23', 'A join wants ON … or USING (…)', 'JOIN'],
  ['SELECT a FROM t UNION', '1:22', "Expecting: '(', 'ALL', 'DISTINCT', 'SELECT', 'TABLE', 'VALUES', 'WITH'"],
  ['SELECT a FROM t ORDER a', '1:23', "Expecting: 'BY'"],
  ['WITH a AS SELECT 1 SELECT * FROM a', '1:11', "Expecting: '('"],
  ['SELECT a FROM t LIMIT x', '1:23', "Expecting: 'ALL', <integer>"],
  ['SELECT max(x) FILTER (x > 1) FROM t', '1:23', "Expecting: 'WHERE'"],
  ['SELECT listagg(a) FROM t', '1:19', "Expecting: 'WITHIN'"],
  ["SELECT 1,\n 'abc", '2:2', "this string never ends; close it with '", 'string'],
  ['SELECT "abc', '1:8', 'this quoted identifier never ends; close it with "', 'quoted identifier'],
  ['SELECT 1 /* c', '1:10', 'this comment never ends; close it with */', 'comment'],
  ['SELECT 1 /* a /* b */ c */', '1:25', "Comments don't nest in Trino", '*/'],
  ['SELECT "" FROM t', '1:8', 'a quoted identifier must not be empty'],
  [String.raw`SELECT U&'\00'`, '1:8', 'wants four hexadecimal digits', "U&''"],
  [String.raw`SELECT U&'\d800'`, '1:8', 'names no character', "U&''"],
  ["SELECT U&'a' UESCAPE 'xx'", '1:8', 'UESCAPE takes one character', "U&''"],
  ["SELECT X'1'", '1:8', 'an even number of hexadecimal digits', "X''"],
  ["SELECT X'zz'", '1:8', 'hexadecimal digits alone', "X''"],
];

const names: Row[] = [
  ['SELECT order FROM t', '1:8', 'ORDER is a reserved word; to use it as a name, write "order" between double quotes', 'ORDER'],
  ['SELECT a AS table FROM t', '1:13', 'write "table" between double quotes', 'TABLE'],
  ['SELECT `a` FROM t', '1:8', 'backquoted identifiers are not supported; use double quotes', '`'],
  [
    'SELECT * FROM 2024_cur',
    '1:15',
    'identifiers must not start with a digit; surround the identifier with double quotes',
    '2024_cur',
  ],
  ['SELECT naïve FROM t', '1:8', "'naïve' is an identifier only between double quotes", 'naïve'],
  ["SELECT a AS 'x' FROM t", '1:13', 'An alias stands between double quotes', 'AS'],
  ["SELECT * FROM 'file.csv'", '1:15', 'A table is a name', 'FROM'],
  [
    'SELECT 1 FROM t WHERE a = :name',
    '1:27',
    'write its value in its place, or run the query by execute_code (language "sql"), whose params fill it: { "name": … }',
    ':name',
  ],
  ['SELECT * FROM ${db}.t', '1:15', 'the placeholder ${db} was not given, and this query takes no parameters', '${db}'],
  ['SELECT * FROM {{db}}', '1:15', 'whose params fill it: { "db": … }', '{{db}}'],
  ['SELECT $1', '1:8', 'whose params fill it: { "1": … }', '$1'],
  ['SELECT a = ?', '1:12', 'the placeholder ? was not given', '?'],
];

const dialects: Row[] = [
  ['SELECT a::int FROM t', '1:9', 'write CAST(x AS type)', '::'],
  ['SELECT [1, 2]', '1:8', 'write ARRAY[…]', '['],
  ["SELECT {'a': 1}", '1:8', 'write ROW(…) or MAP(', '{'],
  ["SELECT a ILIKE 'x' FROM t", '1:10', 'write lower(x) LIKE lower(pattern)', 'ILIKE'],
  ["SELECT 1 WHERE a ILIKE 'x'", '1:18', 'write lower(x) LIKE lower(pattern)', 'ILIKE'],
  ['SELECT * FROM t QUALIFY rank() OVER () = 1', '1:17', 'in a subquery and filter by WHERE', 'QUALIFY'],
  ['FROM t SELECT a', '1:1', 'In Trino a query begins with SELECT', 'FROM'],
  ['SELECT * EXCLUDE (a) FROM t', '1:10', 'list the columns that you want', '* EXCLUDE'],
  ['SELECT * EXCEPT (a) FROM t', '1:10', 'list the columns that you want', '* EXCEPT'],
  ['SELECT t.* REPLACE (a AS b) FROM t', '1:12', 'in their places', '* REPLACE'],
  ['SELECT 1 == 1', '1:10', 'write =', '=='],
  ['SELECT 7 // 2', '1:10', 'floor(x / y)', '//'],
  ['SELECT a ^ b', '1:10', 'power(x, y)', '^'],
  ['SELECT a, sum(b) FROM t GROUP BY ALL ORDER BY 1', '1:34', 'GROUP BY 1, 2', 'GROUP BY ALL'],
  ['SELECT * FROM t LIMIT 10 OFFSET 5', '1:26', 'In Trino OFFSET comes before LIMIT', 'OFFSET'],
  ['SELECT * FROM t LIMIT 5, 10', '1:24', 'write OFFSET n LIMIT m', 'LIMIT'],
  ['SELECT * FROM range(5)', '1:20', 'TABLE(range(…))', 'table function'],
  ['SELECT unnest(a) FROM t', '1:8', 'CROSS JOIN UNNEST(x)', 'UNNEST'],
  ['SELECT DISTINCT ON (a) b FROM t', '1:17', 'row_number()', 'DISTINCT ON'],
  ['SELECT TOP 10 a FROM t', '1:8', 'LIMIT n', 'TOP'],
  ['SELECT INTERVAL 1 DAY', '1:17', "INTERVAL '1' DAY", 'INTERVAL'],
  ["SELECT INTERVAL '2 days'", '1:25', "INTERVAL '2' DAY", 'INTERVAL'],
  ["SELECT INTERVAL '1' DAYS", '1:21', 'Did you mean DAY?', 'INTERVAL'],
  ["SELECT INTERVAL '1' WEEK", '1:21', "INTERVAL '7' DAY", 'INTERVAL'],
  ['SELECT a IS TRUE', '1:13', 'x = true', 'IS'],
  ['SELECT a NOT NULL', '1:14', 'IS NOT NULL', 'NOT NULL'],
  ['SELECT left(a, 2)', '1:8', 'substr(x, 1, n)', 'LEFT'],
  ['SELECT current_date()', '1:20', 'without parentheses', 'CURRENT_DATE'],
  ['SELECT x = ANY (ARRAY[1])', '1:12', 'contains(array, x)', 'ANY'],
  [String.raw`SELECT E'a\n'`, '1:8', 'chr(10)', "E'"],
  ['WITH a AS MATERIALIZED (SELECT 1) TABLE a', '1:11', 'AS MATERIALIZED is not in Trino', 'MATERIALIZED'],
  ['SELECT lag(a IGNORE NULLS) OVER w FROM t', '1:14', 'stands behind the parenthesis', 'IGNORE NULLS'],
];

const unsupported: Row[] = [
  ["SELECT json_object('a': 1)", '1:8', 'CAST(MAP(', 'JSON_OBJECT'],
  ["SELECT json_value(a, 'lax $.a' RETURNING bigint)", '1:32', 'with a document and a path alone', 'JSON_VALUE RETURNING'],
  ["SELECT * FROM JSON_TABLE(a, 'x' COLUMNS (b int))", '1:15', 'json_parse', 'JSON_TABLE'],
  ['SELECT * FROM t MATCH_RECOGNIZE (PATTERN (a))', '1:17', 'not supported here', 'MATCH_RECOGNIZE'],
  ['SELECT * FROM t FOR TIMESTAMP AS OF current_date', '1:17', 'one version of a table', 'FOR'],
  ['SELECT x -> x + 1', '1:8', 'only as the argument of a function', '->'],
  ['SELECT f(a => 1)', '1:12', 'only in table functions', '=>'],
  ['SELECT * FROM TABLE(f(TABLE(t)))', '1:23', 'not supported here', 'TABLE'],
  ['INSERT INTO t VALUES (1)', '1:1', 'a statement is a query, SHOW, DESCRIBE or EXPLAIN', 'INSERT'],
  ['SHOW STATS t', '1:6', "Expecting: 'CATALOGS', 'COLUMNS', 'DATABASES'"],
  ['EXPLAIN (FORMAT YAML) SELECT 1', '1:17', "Expecting: 'GRAPHVIZ', 'JSON', 'TEXT'"],
  ['SELECT 1;\nSELECT 2', '2:1', 'more than one statement'],
  [' -- nothing', '1:1', 'no statement'],
];

describe('parseStatement refuses', () => {
  it.each([...slips, ...names, ...dialects, ...unsupported])('%j at %s: %s', (sql, place, message, construct) => {
    const failure = failureOf(() => parseStatement(sql));
    expect(`${failure.line}:${failure.position}`).toBe(place);
    expect(failure.message).toContain(message);
    expect(failure.message.startsWith(`line ${place}: `)).toBe(true);
    if (construct !== undefined) expect(failure.construct).toBe(construct);
  });
});

describe('parseExpression refuses', () => {
  it.each([
    ['a, b', '1:2'],
    ['a = 1; DROP TABLE t', '1:6'],
    ['', '1:1'],
    ['a AS b', '1:3'],
    ['SELECT 1', '1:1'],
  ])('what is not one expression: %j', (sql, place) => {
    const failure = failureOf(() => parseExpression(sql));
    expect(`${failure.line}:${failure.position}`).toBe(place);
  });
});
