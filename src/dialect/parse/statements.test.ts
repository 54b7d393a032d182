import { describe, expect, it } from 'vitest';
import { parseStatement, parseStatements } from './parse.ts';
import { showTree } from './show-tree.ts';

describe('parseStatement reads', () => {
  it.each([
    ['SELECT 1', 'query((select([expression(1)])))'],
    [
      'SELECT DISTINCT a AS x, b y, "c" "Z" FROM t',
      'query((select(distinct [expression(a alias:x), expression(b alias:y), expression("c" alias:"Z")] [table(t)])))',
    ],
    ['SELECT ALL a FROM t', 'query((select([expression(a)] [table(t)])))'],
    [
      'SELECT *, t.*, a.b.*, f(x).* AS (p, q) FROM t',
      'query((select([all(), all(t), all(field(a b)), all((f arguments:[x]) aliases:[p, q])] [table(t)])))',
    ],
    [
      'SELECT a limit, b offset FROM t LIMIT 1',
      'query((select([expression(a alias:limit), expression(b alias:offset)] [table(t)]) limit:1))',
    ],
    [
      'SELECT a window FROM t WINDOW w AS (ORDER BY a), w2 AS (w)',
      'query((select([expression(a alias:window)] [table(t)] windows:[(w spec:(order:[(a)])), (w2 spec:(w))])))',
    ],
  ])('SELECT: %s', (sql, tree) => {
    expect(showTree(parseStatement(sql))).toBe(tree);
  });

  it.each([
    [
      'SELECT * FROM a, b c, d AS e(f, g)',
      'query((select([all()] [table(a), alias(table(b) c), alias(table(d) e columns:[f, g])])))',
    ],
    [
      'SELECT * FROM a JOIN b ON x = y LEFT JOIN c USING (i, j) RIGHT OUTER JOIN d ON true FULL JOIN e ON z',
      'query((select([all()] [join(full join(right join(left join(inner table(a) table(b) on:compare(= x y)) table(c) using:[i, j]) table(d) on:true) table(e) on:z)])))',
    ],
    [
      'SELECT * FROM a CROSS JOIN b NATURAL INNER JOIN c NATURAL LEFT JOIN d',
      'query((select([all()] [join(left join(inner join(cross table(a) table(b)) table(c) natural) table(d) natural)])))',
    ],
    [
      'SELECT * FROM a JOIN b JOIN c ON x ON y',
      'query((select([all()] [join(inner table(a) join(inner table(b) table(c) on:x) on:y)])))',
    ],
    [
      'SELECT * FROM (a JOIN b ON x) JOIN (c) ON y',
      'query((select([all()] [join(inner join(inner table(a) table(b) on:x) table(c) on:y)])))',
    ],
    [
      'SELECT * FROM ((SELECT 1) t CROSS JOIN u)',
      'query((select([all()] [join(cross alias(subquery((select([expression(1)]))) t) table(u))])))',
    ],
    [
      'SELECT * FROM ((SELECT 1) UNION ALL SELECT 2) AS t(x)',
      'query((select([all()] [alias(subquery((set(union all subquery((select([expression(1)]))) select([expression(2)])))) t columns:[x])])))',
    ],
    [
      "SELECT * FROM (VALUES (1, 'a'), (2, 'b')) AS t(x, y)",
      "query((select([all()] [alias(subquery((values([row([1, 'a']), row([2, 'b'])]))) t columns:[x, y])])))",
    ],
    [
      'SELECT * FROM t CROSS JOIN LATERAL (SELECT t.a) l',
      'query((select([all()] [join(cross table(t) alias(lateral((select([expression(field(t a))]))) l))])))',
    ],
    [
      'SELECT * FROM t CROSS JOIN UNNEST(a, b) WITH ORDINALITY AS u(x, y, n)',
      'query((select([all()] [join(cross table(t) alias(unnest([a, b] ordinality) u columns:[x, y, n]))])))',
    ],
    [
      'SELECT * FROM TABLE(sequence(start => 1, stop => 5)) s',
      'query((select([all()] [alias(function(sequence arguments:[1, 5] names:[start, stop]) s)])))',
    ],
    ['SELECT * FROM TABLE("f"(1))', 'query((select([all()] [function(f arguments:[1])])))'],
    ['SELECT * FROM t TABLESAMPLE BERNOULLI (10)', 'query((select([all()] [sample(table(t) method:bernoulli percent:10)])))'],
    [
      'SELECT * FROM t AS x TABLESAMPLE SYSTEM (1.5), u',
      'query((select([all()] [sample(alias(table(t) x) method:system percent:1.5:decimal), table(u)])))',
    ],
    ['SELECT * FROM "db"."t" x', 'query((select([all()] [alias(table("db"."t") x)])))'],
  ])('relations: %s', (sql, tree) => {
    expect(showTree(parseStatement(sql))).toBe(tree);
  });

  it.each([
    ['VALUES 1, (2, 3)', 'query((values([1, row([2, 3])])))'],
    ['TABLE a.b', 'query((table(a.b)))'],
    [
      'SELECT 1 UNION SELECT 2 INTERSECT SELECT 3 EXCEPT ALL SELECT 4',
      'query((set(except all set(union select([expression(1)]) set(intersect select([expression(2)]) select([expression(3)]))) select([expression(4)]))))',
    ],
    [
      'SELECT 1 UNION ALL (SELECT 2 LIMIT 1) ORDER BY 1',
      'query((set(union all select([expression(1)]) subquery((select([expression(2)]) limit:1))) order:[(1)]))',
    ],
    ['(SELECT 1)', 'query((subquery((select([expression(1)])))))'],
    ['(SELECT 1) ORDER BY 1 LIMIT 2', 'query((subquery((select([expression(1)]))) order:[(1)] limit:2))'],
  ])('VALUES, TABLE and set operations: %s', (sql, tree) => {
    expect(showTree(parseStatement(sql))).toBe(tree);
  });

  it.each([
    [
      'SELECT a, count(*) FROM t GROUP BY 1, a + 1 HAVING count(*) > 1',
      'query((select([expression(a), expression((count star))] [table(t)] group:([simple([1]), simple([binary(+ a 1)])]) having:compare(> (count star) 1))))',
    ],
    [
      'SELECT a FROM t GROUP BY DISTINCT ROLLUP (a, (b, c)), CUBE (d), GROUPING SETS ((), e, (f, g))',
      'query((select([expression(a)] [table(t)] group:(distinct [rollup([[a], [b, c]]), cube([[d]]), sets([[], [e], [f, g]])]))))',
    ],
    [
      'SELECT a FROM t GROUP BY ALL a, (b, c), (d), ((e, f)), ()',
      'query((select([expression(a)] [table(t)] group:([simple([a]), simple([b, c]), simple([d]), simple([row([e, f])]), simple()]))))',
    ],
    ['SELECT a FROM t GROUP BY (a, b).x', 'query((select([expression(a)] [table(t)] group:([simple([field(row([a, b]) x)])]))))'],
    [
      'SELECT a FROM t ORDER BY a DESC, b ASC NULLS FIRST, 3 NULLS LAST',
      'query((select([expression(a)] [table(t)]) order:[(a descending), (b nulls:first), (3 nulls:last)]))',
    ],
    ['SELECT a FROM t OFFSET 5 LIMIT 10', 'query((select([expression(a)] [table(t)]) offset:5 limit:10))'],
    ['SELECT a FROM t OFFSET 5 ROWS FETCH FIRST 10 ROWS ONLY', 'query((select([expression(a)] [table(t)]) offset:5 limit:10))'],
    ['SELECT a FROM t FETCH NEXT ROW WITH TIES', 'query((select([expression(a)] [table(t)]) limit:1 ties))'],
    ['SELECT a FROM t LIMIT ALL', 'query((select([expression(a)] [table(t)])))'],
  ])('grouping, order and limits: %s', (sql, tree) => {
    expect(showTree(parseStatement(sql))).toBe(tree);
  });

  it.each([
    [
      'WITH a AS (SELECT 1), b(x, y) AS (VALUES (1, 2)) SELECT * FROM a, b',
      'query((with:[(a (select([expression(1)]))), (b (values([row([1, 2])])) columns:[x, y])] select([all()] [table(a), table(b)])))',
    ],
    [
      'WITH RECURSIVE t(n) AS (VALUES 1 UNION ALL SELECT n + 1 FROM t WHERE n < 5) TABLE t',
      'query((recursive with:[(t (set(union all values([1]) select([expression(binary(+ n 1))] [table(t)] where:compare(< n 5)))) columns:[n])] table(t)))',
    ],
    [
      'SELECT (WITH a AS (SELECT 1) SELECT * FROM a)',
      'query((select([expression(scalar_query((with:[(a (select([expression(1)])))] select([all()] [table(a)]))))])))',
    ],
    [
      'SELECT year, month, day, date, "order", comment, data, filter, row, over FROM t;;',
      'query((select([expression(year), expression(month), expression(day), expression(date), expression("order"), expression(comment), expression(data), expression(filter), expression(row), expression(over)] [table(t)])))',
    ],
  ])('WITH, and words that are names: %s', (sql, tree) => {
    expect(showTree(parseStatement(sql))).toBe(tree);
  });

  it.each([
    ['SHOW TABLES', 'show_tables()'],
    ["SHOW TABLES FROM a.b LIKE 'x%'", 'show_tables(a.b like:x%)'],
    ["show tables in cur 'cur_*'", 'show_tables(cur regex:cur_*)'],
    ["SHOW SCHEMAS LIKE 'a'", 'show_schemas(like:a)'],
    ['SHOW DATABASES', 'show_schemas()'],
    ['SHOW CATALOGS', 'show_catalogs()'],
    ["SHOW FUNCTIONS LIKE 'a%'", 'show_functions(like:a%)'],
    ['SHOW COLUMNS FROM a.b', 'show_columns(table:a.b)'],
    ['SHOW COLUMNS IN t IN db', 'show_columns(table:db.t)'],
    ['DESCRIBE a."B"', 'show_columns(table:a."B")'],
    ['DESC t', 'show_columns(table:t)'],
    ['EXPLAIN SELECT 1', 'explain((select([expression(1)])))'],
    ['EXPLAIN ANALYZE VERBOSE (SELECT 1)', 'explain(analyze (subquery((select([expression(1)])))))'],
    ['EXPLAIN (TYPE LOGICAL, FORMAT JSON) SELECT 1', 'explain((select([expression(1)])))'],
    ['EXPLAIN (SELECT 1)', 'explain((subquery((select([expression(1)])))))'],
  ])('SHOW, DESCRIBE and EXPLAIN: %s', (sql, tree) => {
    expect(showTree(parseStatement(sql))).toBe(tree);
  });
});

describe('parseStatements', () => {
  it('gives each statement its place, and leaves empty ones out', () => {
    const sql = ";; SELECT ';' ; -- one; more\n TABLE t;";
    expect(parseStatements(sql).map(({ statement, start, end }) => [showTree(statement), sql.slice(start, end)])).toEqual([
      ["query((select([expression(';')])))", "SELECT ';'"],
      ['query((table(t)))', 'TABLE t'],
    ]);
    expect(parseStatements(' -- nothing')).toEqual([]);
  });
});
