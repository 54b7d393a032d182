import { describe, expect, it } from 'vitest';
import { ToolInputError } from '../app-error.ts';
import type { JsonObject } from '../json.ts';
import { bindParameters } from './bind-parameters.ts';
import { tokenize } from './lexer.ts';
import { parametersOf } from './parameters-of.ts';
import { splitStatements } from './split-statements.ts';

const bind = (sql: string, params: JsonObject) => bindParameters(sql, params).sql;

describe('bindParameters', () => {
  it('fills every notation with literals', () => {
    expect(
      bind('SELECT :a, ${ b }, {{ c }}, $1, ?, :d, :e FROM t WHERE x IN (:list) AND y IN (${none}) AND z = ?', {
        a: "it's",
        b: -1.5,
        c: true,
        d: null,
        e: 12,
        list: ['x', "y'", 3],
        none: [],
        1: 'one',
        2: 'two',
      }),
    ).toBe(
      "SELECT 'it''s', (-1.5), TRUE, 'one', 'one', NULL, 12 FROM t WHERE x IN ('x', 'y''', 3) AND y IN (NULL) AND z = 'two'",
    );
    expect(bind('SELECT ${cost-center.id}, {{a-b}}', { 'cost-center.id': 1, 'a-b': 2 })).toBe('SELECT 1, 2');
  });

  it('leaves casts, times, slices, structs, strings, names and comments alone', () => {
    const sql = `SELECT a::date, '12:30 :a \${a}', ':a', '?', ":a", "x \${a}", x[1:n], x[i:j], {a:b, 'c':d} -- :a {{a}} ?\n/* :a */ FROM t`;
    expect(bind(sql, { a: 1, n: 2, b: 3, d: 4, j: 5 })).toBe(sql);
  });

  it.each([
    ["DATE '${d}'", "DATE '2026-11-01'"],
    ["'{{ d }}' || '$1'", "'2026-11-01' || '$1'"],
    ["'${n}'", "'7'"],
    ["INTERVAL '${n}' DAY", "INTERVAL '7' DAY"],
    ['INTERVAL :n DAY', "INTERVAL '7' DAY"],
    ["IN ('${list}')", "IN ('a', '1')"],
    ['x=:d', "x='2026-11-01'"],
    ["x LIKE:d'%'", "x LIKE '2026-11-01' '%'"],
    ['${d}:d', "'2026-11-01' '2026-11-01'"],
  ])('fills %s as %s', (sql, bound) => {
    expect(bind(sql, { d: '2026-11-01', n: 7, list: ['a', 1] })).toBe(bound);
  });

  it.each([
    ['SELECT * FROM ${t}', 'SELECT * FROM "cur"'],
    ['SELECT * FROM :d.${t}', 'SELECT * FROM "my db"."x" . "cur"'.replaceAll(' . ', '.')],
    ['SELECT * FROM "${d}"."${t}" c', 'SELECT * FROM "my db"."x"."cur" c'],
    ['SELECT * FROM a, ${t} b, "{{ t }}"', 'SELECT * FROM a, "cur" b, "cur"'],
    ['SELECT * FROM a.{{t}} JOIN ? ON true', 'SELECT * FROM a."cur" JOIN "one" ON true'],
    ['TABLE :t', 'TABLE "cur"'],
    ['DESCRIBE ${t}', 'DESCRIBE "cur"'],
    ['SHOW COLUMNS IN ${d}.${t}', 'SHOW COLUMNS IN "my db"."x"."cur"'],
    ["SHOW TABLES FROM ${t} LIKE '${t}'", `SHOW TABLES FROM "cur" LIKE 'cur'`],
    [
      'WITH a AS (SELECT 1 FROM ${t}) SELECT ${t}.x, "${t}".y FROM a',
      'WITH a AS (SELECT 1 FROM "cur") SELECT "cur".x, "cur".y FROM a',
    ],
    ['SELECT 1 FROM (${t} CROSS JOIN UNNEST(:n) AS u (a))', 'SELECT 1 FROM ("cur" CROSS JOIN UNNEST(5) AS u (a))'],
  ])('fills names in %s', (sql, bound) => {
    expect(bind(sql, { t: 'cur', d: '"my db".x', n: 5, 1: 'one' })).toBe(bound);
  });

  it.each([
    'SELECT EXTRACT(day FROM :v)',
    'SELECT substring(:v FROM :v FOR :v)',
    'SELECT trim(BOTH :v FROM :v)',
    'SELECT a FROM t WHERE a IS DISTINCT FROM :v',
    'SELECT a FROM t WHERE a IS NOT DISTINCT FROM :v',
    'SELECT a FROM t ORDER BY 1 DESC, :v',
    'SELECT a FROM t WHERE a IN (:v)',
    'SELECT a FROM (VALUES 1, :v)',
    'SELECT a FROM f(:v), UNNEST(:v, :v) WHERE b = :v',
    'SELECT a FROM t WHERE b BETWEEN :v AND :v',
    'SELECT a FROM t WHERE b = 1 AND (:v) > 2 AND (:v, b) = (1, 2) AND :v IS NULL',
    'SELECT a FROM t WHERE (:v IS NULL OR a = :v)',
    'SELECT CASE a WHEN :v THEN :v ELSE :v END, :v FROM t',
    'SELECT sum(a) OVER (ORDER BY b ROWS BETWEEN :v PRECEDING AND :v FOLLOWING) FROM t LIMIT :v',
    'SELECT a FROM t WHERE (SELECT b FROM s WHERE c = :v) = :v GROUP BY a, :v',
    'SELECT a FROM t WHERE f(:v) AND g(b, :v)',
  ])('takes only values in %s', (sql) => {
    expect(parametersOf(sql)).toEqual([{ name: 'v', kind: 'value' }]);
    expect(bind(sql, { v: 4 })).toBe(sql.replaceAll(':v', '4'));
  });

  it.each([
    ['WHERE ${f}', "WHERE (year = '2026' AND month IN ('10', '11'))"],
    ['WHERE a = 1 AND {{f}} GROUP BY 1', "WHERE a = 1 AND (year = '2026' AND month IN ('10', '11')) GROUP BY 1"],
    ['WHERE (a OR NOT (:f)) LIMIT 1', "WHERE (a OR NOT ((year = '2026' AND month IN ('10', '11')))) LIMIT 1"],
    ['WHERE b BETWEEN 1 AND 2 AND ${f};', "WHERE b BETWEEN 1 AND 2 AND (year = '2026' AND month IN ('10', '11'));"],
    ['JOIN u ON ? WHERE TRUE', "JOIN u ON (year = '2026' AND month IN ('10', '11')) WHERE TRUE"],
    ['WHERE x IN (SELECT y FROM s WHERE ${f})', "WHERE x IN (SELECT y FROM s WHERE (year = '2026' AND month IN ('10', '11')))"],
    ['HAVING ${yes} OR ${none}', 'HAVING TRUE OR NULL'],
  ])('fills the condition in %s', (sql, bound) => {
    const f = "year = '2026' -- this year\n\tAND month /* both */ IN ('10', '11')";
    expect(bind(`SELECT 1 FROM t ${sql}`, { f, 1: f, yes: true, none: null })).toBe(`SELECT 1 FROM t ${bound}`);
    expect(bind('SELECT CASE WHEN ${f} THEN 1 END', { f: 'a > 0' })).toBe('SELECT CASE WHEN (a > 0) THEN 1 END');
  });

  const places = [
    'SELECT :v AS v',
    "SELECT '${v}' AS v",
    'SELECT a FROM ${v} b',
    'SELECT a FROM "${v}"."{{v}}" b',
    'SELECT a FROM b WHERE ${v} LIMIT 1',
    'SELECT a FROM b WHERE (c OR (NOT {{v}})) LIMIT 1',
    'SELECT a FROM b WHERE c = ${v} -- ${v}\nAND d',
  ];
  const hostile = [
    "'; DROP TABLE t; --",
    "\\'; --",
    "'' OR 1=1",
    "a\n'; SELECT 2",
    '$$',
    '*/ x /*',
    '1) UNION SELECT 2 FROM secret --',
    '1 = 1 --',
    '1 = 1 /*',
    '1 = 1; SELECT 2',
    '") UNION SELECT 2 --',
    'cur"; DROP TABLE t; --',
    '"cur" WHERE 1=1 --',
    'a.b.c" x',
    "E'\\'; SELECT 2 --'",
    '(((',
    ')))',
    '] + [',
    '${w}',
    "x = '",
    'U&"\\0022"',
    '1 = 1\r\nUNION ALL SELECT 2',
  ];
  const alphabet = [
    ...`'|"|(|)|;|-|/|*|\\|\n| |,|.|=|a|1|[|]|{|}|$|?|:`.split('|'),
    ' AND ',
    ' SELECT ',
    '--',
    '/*',
    '*/',
    '${v}',
    "E'",
    '\u2028',
    '\ud83d\ude00',
  ];
  let seed = 11;
  const random = (below: number) => {
    seed = (seed * 48_271) % 2_147_483_647;
    return seed % below;
  };
  const made = Array.from({ length: 3000 }, () =>
    Array.from({ length: 1 + random(14) }, () => alphabet[random(alphabet.length)]).join(''),
  );

  it.each(places)('cannot be made to end what stands in %s, nor to add a statement', (sql) => {
    const around = (params: JsonObject) => {
      const [statement, ...more] = splitStatements(bind(sql, params));
      expect(more).toEqual([]);
      let depth = 0;
      const outside: string[] = [];
      for (const { kind, text } of statement?.tokens ?? []) {
        if (kind === 'operator' && text === ')') depth--;
        // Inside of brackets that the query does not have stands the condition; a string may be spelled with chr in brackets.
        if (depth === 0 && kind === 'word') outside.push(text);
        if (kind === 'operator' && text === '(') depth++;
        expect(depth).toBeGreaterThanOrEqual(0);
      }
      expect(depth).toBe(0);
      return outside;
    };
    const expected = around({ v: 'x' });
    let refused = 0;
    for (const v of [...hostile, ...made]) {
      try {
        expect(around({ v })).toEqual(expected);
        expect(bind(sql, { v }).split('\n')).toHaveLength(sql.split('\n').length);
      } catch (error) {
        if (!(error instanceof ToolInputError)) throw error;
        refused++;
      }
    }
    expect(refused).toBeLessThan(hostile.length + made.length);
  });

  it.each([
    ['cur; DROP TABLE x', /"v" stands where the query names a table or database, but is "cur; DROP TABLE x".*"cur"/u],
    ['', /names a table/u],
    ['a..b', /names a table/u],
    ['a.', /names a table/u],
    [5, /names a table.*but is 5/u],
    [['a'], /names a table/u],
  ])('refuses %j as a name, and says what is wanted', (v, message) => {
    expect(() => bind('SELECT * FROM ${v}', { v })).toThrow(message);
  });

  it.each([
    ['a = 1; SELECT 2', /"v" stands where the query expects a condition, but holds a ;/u],
    ['a = 1) OR (b', /closes a \) that it does not open/u],
    ['(a = 1', /lacks a closing \)/u],
    ["a = 'x", /never ends/u],
    ['a = ${b}', /holds the placeholder \$\{b\}/u],
    [' -- nothing', /is empty/u],
    [5, /is a number/u],
  ])('refuses %j as a condition, and says what is wanted', (v, message) => {
    expect(() => bind('SELECT * FROM t WHERE ${v}', { v })).toThrow(message);
  });

  it('keeps the lines where they are', () => {
    expect(bind('SELECT :v,\n  1', { v: 'a\nb' })).toBe("SELECT ('a' || chr(10) || 'b'),\n  1");
    expect(bind('SELECT 1 FROM t WHERE :v\nLIMIT 1', { v: "a = 'x\ny'\nAND b" })).toBe(
      "SELECT 1 FROM t WHERE (a = ('x' || chr(10) || 'y') AND b)\nLIMIT 1",
    );
  });

  it('leads from a place of the bound text to that of the text as it was written', () => {
    const sql = "SELECT 1,\n  :a + '${b}' + x,\n y";
    const { sql: bound, placeInSource } = bindParameters(sql, { a: 'quite a long value', b: '' });
    const line = bound.split('\n')[1] ?? '';
    expect(placeInSource(2, line.indexOf('x') + 1)).toEqual({ line: 2, position: 17 });
    expect(placeInSource(2, line.indexOf('long'))).toEqual({ line: 2, position: 3 });
    expect(placeInSource(2, line.indexOf("''") + 2)).toEqual({ line: 2, position: 8 });
    expect(placeInSource(1, 8)).toEqual({ line: 1, position: 8 });
    expect(placeInSource(3, 2)).toEqual({ line: 3, position: 2 });
  });

  it('names the parameter that is missing and those that were given', () => {
    expect(() => bind('SELECT :month', { year: 2026 })).toThrow(/"month".*given were year/u);
    expect(() => bind('SELECT * FROM "{{ table_name }}"', {})).toThrow(/"table_name".*no parameters/u);
    expect(() => bind('SELECT ?, ?', { 1: 1 })).toThrow(/"2".*given were 1/u);
    expect(() => bind('SELECT :toString', {})).toThrow(/"toString".*no parameters/u);
    expect(() => bind('SELECT :o', { o: { a: 1 } })).toThrow(/"o" is an object/u);
    expect(() => bind('SELECT :o', { o: 'a\0' })).toThrow(/NUL/u);
  });

  it('says that a placeholder stands for a whole name', () => {
    expect(() => bind('SELECT 1 FROM cur_${month}', { month: '11' })).toThrow(/part of a name/u);
    expect(() => bind('SELECT 1 FROM {{month}}_cur', { month: '11' })).toThrow(/part of a name/u);
  });
});

describe('parametersOf', () => {
  it('gives each placeholder once, with its kind, in the order of first use', () => {
    expect(
      parametersOf(`SELECT \${tags_json}, '{{start}}', ? FROM "\${database}"."\${table_name}"
        WHERE \${date_filter} AND day >= :start AND x BETWEEN ? AND $1`),
    ).toEqual([
      { name: 'tags_json', kind: 'value' },
      { name: 'start', kind: 'value' },
      { name: '1', kind: 'value' },
      { name: 'database', kind: 'table' },
      { name: 'table_name', kind: 'table' },
      { name: 'date_filter', kind: 'condition' },
      { name: '2', kind: 'value' },
    ]);
  });

  it('asks for what is more than a value where a name is used as several things', () => {
    expect(parametersOf("SELECT '${t}' FROM ${t}")).toEqual([{ name: 't', kind: 'table' }]);
  });

  it('finds what it can in text that is being written', () => {
    expect(parametersOf("SELECT ${a}, 'oops FROM ${t} WHERE $ :b")).toContainEqual({ name: 'a', kind: 'value' });
    expect(parametersOf('SELECT ${ FROM ${t} WHERE /* ${x}')).toContainEqual({ name: 't', kind: 'table' });
    expect(parametersOf(')]}END ${a} WHEN')).toEqual([{ name: 'a', kind: 'value' }]);
  });

  it('keeps within reason for text made to hold it up', { timeout: 60_000 }, () => {
    for (const part of ['$', '(', ')', '(]', ':a.', 'CASE ', '(:a)AND', "'", '/*', '${a}', 'x BETWEEN ', 'FROM (']) {
      const sql = part.repeat(Math.floor(262_144 / part.length));
      expect(() => parametersOf(sql)).not.toThrow();
    }
    expect(tokenize('WHERE ' + '('.repeat(50_000) + ':a' + ')'.repeat(50_000))).toHaveLength(100_002);
    expect(parametersOf('WHERE ' + '('.repeat(50_000) + ':a' + ')'.repeat(50_000))).toEqual([{ name: 'a', kind: 'condition' }]);
  });
});
