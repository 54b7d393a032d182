import { describe, expect, it } from 'vitest';
import { parseExpression } from './parse.ts';
import { showTree } from './show-tree.ts';

describe('parseExpression reads', () => {
  it.each([
    ['a + b * c - d', 'binary(- binary(+ a binary(* b c)) d)'],
    ['a || b + c || d', 'binary(|| binary(|| a binary(+ b c)) d)'],
    ['(a + b) * c', 'binary(* binary(+ a b) c)'],
    ['-a * -b', 'binary(* negate(a) negate(b))'],
    ['- - +1', 'negate(negate(1))'],
    ['a AND b AND c OR NOT d AND e', 'logical(or [logical(and [a, b, c]), logical(and [not(d), e])])'],
    ['(a AND b) AND c', 'logical(and [logical(and [a, b]), c])'],
    ['NOT a = b', 'not(compare(= a b))'],
    ['NOT NOT a IS NULL', 'not(not(is_null(a)))'],
  ])('operators, from the loosest to the tightest: %s', (sql, tree) => {
    expect(showTree(parseExpression(sql))).toBe(tree);
  });

  it.each([
    ['a <> b', 'compare(<> a b)'],
    ['a != b', 'compare(<> a b)'],
    ['a IS NOT NULL AND b IS NULL', 'logical(and [is_null(not a), is_null(b)])'],
    ['a IS DISTINCT FROM b', 'distinct_from(a b)'],
    ['a IS NOT DISTINCT FROM b + 1', 'distinct_from(not a binary(+ b 1))'],
    ['a BETWEEN 1 AND 2 AND b', 'logical(and [between(a 1 2), b])'],
    ['a NOT BETWEEN -1 AND 1 + 1', 'between(not a negate(1) binary(+ 1 1))'],
    ['a IN (1, 2)', 'in_list(a [1, 2])'],
    ['a NOT IN ((1), (2, 3))', 'in_list(not a [1, row([2, 3])])'],
    ['a IN (SELECT b FROM t)', 'in_query(a (select([expression(b)] [table(t)])))'],
    ['a NOT IN (VALUES 1)', 'in_query(not a (values([1])))'],
    ['a IN ((SELECT 1))', 'in_list(a [scalar_query((select([expression(1)])))])'],
    ["a LIKE 'x!%' ESCAPE '!'", "like(a 'x!%' escape:'!')"],
    ["a NOT LIKE b || '%'", "like(not a binary(|| b '%'))"],
    ['a = ANY (SELECT 1)', 'quantified(= quantifier:any a (select([expression(1)])))'],
    ['a <= SOME (VALUES 1)', 'quantified(<= quantifier:any a (values([1])))'],
    ['a > ALL (TABLE t)', 'quantified(> quantifier:all a (table(t)))'],
    ['EXISTS (SELECT 1)', 'exists((select([expression(1)])))'],
    [
      'NOT EXISTS ((SELECT 1) UNION SELECT 2)',
      'not(exists((set(union subquery((select([expression(1)]))) select([expression(2)])))))',
    ],
  ])('predicates: %s', (sql, tree) => {
    expect(showTree(parseExpression(sql))).toBe(tree);
  });

  it.each([
    ['(SELECT 1) + 1', 'binary(+ scalar_query((select([expression(1)]))) 1)'],
    ['((SELECT 1) + 1, 2)', 'row([binary(+ scalar_query((select([expression(1)]))) 1), 2])'],
    ['((SELECT 1))', 'scalar_query((subquery((select([expression(1)])))))'],
    ["(1, 'a')", "row([1, 'a'])"],
    ['ROW(1)', 'row([1])'],
    ['ROW ((1, 2), 3)', 'row([row([1, 2]), 3])'],
    [`a.b."C d"[1]['x'].e`, `field(subscript(subscript(field(field(a b) "C d") 1) 'x') e)`],
    ['f(x)[1].y', 'field(subscript((f arguments:[x]) 1) y)'],
    ['(a).b', 'field(a b)'],
    ['ARRAY[]', 'array()'],
    ["array[1, ARRAY['a']][1]", "subscript(array([1, array(['a'])]) 1)"],
  ])('parentheses, rows, fields and arrays: %s', (sql, tree) => {
    expect(showTree(parseExpression(sql))).toBe(tree);
  });

  it.each([
    ['CASE WHEN a THEN 1 WHEN b THEN 2 ELSE 3 END', 'case(branches:[(when:a result:1), (when:b result:2)] otherwise:3)'],
    ["case a when 1 then 'x' end", "case(branches:[(when:1 result:'x')] a)"],
    ['CAST(a AS bigint)', 'cast(a (bigint))'],
    ['TRY_CAST(a + 1 AS decimal(10, 2))', 'cast(safe binary(+ a 1) (decimal [10, 2]))'],
    [
      'CAST(a AS row(a bigint, "B" array(varchar(3)), double precision, c timestamp(6) with time zone))',
      'cast(a (row fields:[(a (bigint)), ("B" (array [(varchar [3])])), ((double)), (c (timestamp with time zone [6]))]))',
    ],
    ['CAST(a AS map<varchar, array<int>>)', 'cast(a (map [(varchar), (array [(int)])]))'],
    ['CAST(a AS map(varchar, double) array)', 'cast(a (array [(map [(varchar), (double)])]))'],
    ['CAST(a AS timestamp without time zone)', 'cast(a (timestamp))'],
    ['CAST(a AS time(3) with time zone)', 'cast(a (time with time zone [3]))'],
    ['CAST(a AS interval day to second)', 'cast(a (interval day to second))'],
    [
      'CAST(a AS row(interval year to month, time time, array array(char)))',
      'cast(a (row fields:[((interval year to month)), (time (time)), (array (array [(char)]))]))',
    ],
  ])('CASE and types: %s', (sql, tree) => {
    expect(showTree(parseExpression(sql))).toBe(tree);
  });

  it.each([
    ["DATE '2024-01-01'", 'typed((date) 2024-01-01)'],
    ["timestamp '2024-01-01 00:00:00 UTC'", 'typed((timestamp) 2024-01-01 00:00:00 UTC)'],
    ["decimal '1.5'", 'typed((decimal) 1.5)'],
    ["JSON '{}'", 'typed((json) {})'],
    ["DOUBLE PRECISION '1e3'", 'typed((double) 1e3)'],
    ["Char 'a'", 'typed((char) a)'],
    ["INTERVAL '3' MONTH", 'interval(3 month)'],
    ["- INTERVAL '3' MONTH", 'negate(interval(3 month))'],
    ["INTERVAL -'1' DAY", 'interval(1 negative day)'],
    ["INTERVAL +'1 02:03:04' DAY TO SECOND", 'interval(1 02:03:04 day to:second)'],
    ['interval + 1', 'binary(+ interval 1)'],
    ["date + interval '1' day", 'binary(+ date interval(1 day))'],
    [
      '1 + 1.5 + .5 + 1. + 1e3 + 1E-3 + .5e+2',
      'binary(+ binary(+ binary(+ binary(+ binary(+ binary(+ 1 1.5:decimal) .5:decimal) 1.:decimal) 1e3:double) 1E-3:double) .5e+2:double)',
    ],
    ['0x1F + 0b101 + 0o17 + 1_000', 'binary(+ binary(+ binary(+ 31 5) 15) 1000)'],
    ["'it''s'", "'it's'"],
    [String.raw`U&'d\0061t\+000061 \\'`, String.raw`'data \'`],
    ["U&'d!0061' UESCAPE '!'", "'da'"],
    ["X'0a FF'", 'bytes(hex:0AFF)'],
    ['NULL', 'NULL'],
    ['TRUE OR false', 'logical(or [true, false])'],
  ])('literals: %s', (sql, tree) => {
    expect(showTree(parseExpression(sql))).toBe(tree);
  });

  it.each([
    ['EXTRACT(YEAR FROM a + b)', 'extract(year binary(+ a b))'],
    ['extract(timezone_hour from a)', 'extract(timezone_hour a)'],
    ["POSITION('a' IN b || c)", "(position arguments:['a', binary(|| b c)])"],
    ['SUBSTRING(a FROM 2 FOR 3)', '(substring arguments:[a, 2, 3])'],
    ['substring(a from 2)', '(substring arguments:[a, 2])'],
    ['substring(a, 2, 3)', '(substring arguments:[a, 2, 3])'],
    ['TRIM(a)', '(trim arguments:[a])'],
    ["TRIM(a, 'x')", "(trim arguments:[a, 'x'])"],
    ['TRIM(BOTH FROM a)', '(trim arguments:[a] trim:both)'],
    ["TRIM(LEADING 'x' FROM a)", "(trim arguments:[a, 'x'] trim:leading)"],
    ["TRIM('x' FROM a)", "(trim arguments:[a, 'x'] trim:both)"],
    ['trim(trailing)', '(trim arguments:[trailing])'],
    ['NORMALIZE(a, NFD)', "(normalize arguments:[a, 'NFD'])"],
    ['normalize(a)', '(normalize arguments:[a])'],
  ])('forms with a grammar of their own: %s', (sql, tree) => {
    expect(showTree(parseExpression(sql))).toBe(tree);
  });

  it.each([
    ['count(*)', '(count star)'],
    ['COUNT(t.*)', '(count star)'],
    ['count(DISTINCT a)', '(count distinct arguments:[a])'],
    ['count(ALL a)', '(count arguments:[a])'],
    ['array_agg(a ORDER BY b DESC NULLS LAST, c)', '(array_agg arguments:[a] order:[(b descending nulls:last), (c)])'],
    ['sum(a) FILTER (WHERE b > 1)', '(sum arguments:[a] filter:compare(> b 1))'],
    ["listagg(a, ',') WITHIN GROUP (ORDER BY a)", "(listagg arguments:[a, ','] within:[(a)])"],
    [
      "LISTAGG(DISTINCT a, ', ' ON OVERFLOW TRUNCATE '…' WITH COUNT) WITHIN GROUP (ORDER BY a DESC) FILTER (WHERE b)",
      "(listagg distinct arguments:[a, ', '] overflow:truncate within:[(a descending)] filter:b)",
    ],
    ['listagg(a ON OVERFLOW ERROR) WITHIN GROUP (ORDER BY a)', '(listagg arguments:[a] overflow:error within:[(a)])'],
    ['row_number() OVER (PARTITION BY a, b ORDER BY c)', '(row_number over:(partition:[a, b] order:[(c)]))'],
    ['sum(a) OVER w', '(sum arguments:[a] over:(reference:w))'],
    ['sum(a) OVER (w ROWS UNBOUNDED PRECEDING)', '(sum arguments:[a] over:(w frame:(rows unbounded_preceding())))'],
    [
      "sum(a) OVER (ORDER BY d RANGE BETWEEN INTERVAL '2' DAY PRECEDING AND CURRENT ROW)",
      '(sum arguments:[a] over:(order:[(d)] frame:(range preceding(interval(2 day)) current_row())))',
    ],
    [
      'sum(a) OVER (GROUPS BETWEEN 1 FOLLOWING AND UNBOUNDED FOLLOWING)',
      '(sum arguments:[a] over:(frame:(groups following(1) unbounded_following())))',
    ],
    ['lag(a) IGNORE NULLS OVER (ORDER BY b)', '(lag arguments:[a] nulls:ignore over:(order:[(b)]))'],
    ['first_value(a) RESPECT NULLS OVER (partition)', '(first_value arguments:[a] nulls:respect over:(partition))'],
  ])('calls and windows: %s', (sql, tree) => {
    expect(showTree(parseExpression(sql))).toBe(tree);
  });

  it.each([
    ['filter(a, x -> x > 1)', '(filter arguments:[a, lambda([x] compare(> x 1))])'],
    ['reduce(a, 0, (s, x) -> s + x, s -> s)', '(reduce arguments:[a, 0, lambda([s, x] binary(+ s x)), lambda([s] s)])'],
    ['f(() -> 1)', '(f arguments:[lambda(1)])'],
    ['transform(a, (x) -> x AND y)', '(transform arguments:[a, lambda([x] logical(and [x, y]))])'],
  ])('lambdas: %s', (sql, tree) => {
    expect(showTree(parseExpression(sql))).toBe(tree);
  });

  it.each([
    ['"sum"(x)', '(sum arguments:[x])'],
    ['IF(a, b, c)', '(if arguments:[a, b, c])'],
    ['TRY(a / 0)', '(try arguments:[binary(/ a 0)])'],
    ['coalesce(a, NULL)', '(coalesce arguments:[a, NULL])'],
    ['map()', '(map)'],
    ["MAP(ARRAY['a'], ARRAY[1])", "(map arguments:[array(['a']), array([1])])"],
    ['GROUPING(a, t.b)', '(grouping arguments:[a, field(t b)])'],
    ['current_date', 'now(current_date)'],
    ['CURRENT_TIMESTAMP(6)', 'now(current_timestamp precision:6)'],
    ['localtimestamp', 'now(localtimestamp)'],
    ["a AT TIME ZONE 'UTC'", "at_time_zone(a zone:'UTC')"],
    ["-a AT TIME ZONE 'UTC' + b", "binary(+ negate(at_time_zone(a zone:'UTC')) b)"],
    ["a AT TIME ZONE INTERVAL '-05:00' HOUR TO MINUTE", 'at_time_zone(a zone:interval(-05:00 hour to:minute))'],
    ["json_value(a, 'lax $.b')", "(json_value arguments:[a, 'lax $.b'])"],
    ["JSON_EXISTS(a, 'strict $.b')", "(json_exists arguments:[a, 'strict $.b'])"],
    ['date(a) = "date"', 'compare(= (date arguments:[a]) "date")'],
    ['a -- comment', 'a'],
  ])('functions that look like forms: %s', (sql, tree) => {
    expect(showTree(parseExpression(sql))).toBe(tree);
  });

  it('knows where each part begins', () => {
    expect(parseExpression(' a +\n f(b)')).toEqual({
      node: 'binary',
      operator: '+',
      at: 1,
      left: { node: 'name', at: 1, name: { text: 'a', quoted: false, at: 1 } },
      right: {
        node: 'call',
        at: 6,
        call: {
          name: 'f',
          at: 6,
          distinct: false,
          arguments: [{ node: 'name', at: 8, name: { text: 'b', quoted: false, at: 8 } }],
          order: [],
        },
      },
    });
  });
});
