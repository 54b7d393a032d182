const THREE = "(values ('a', 1), ('b', 2), ('b', 2), ('c', null)) t(x, n)";
const last = (call: string) => `select ${call} from ${THREE} order by n desc nulls first, x limit 1`;
const second = (call: string) => `select ${call} from ${THREE} order by n nulls last offset 1 limit 1`;

/** Queries of one value with the text that Athena gives for it. NULLs come last in an order. */
export const cases: readonly (readonly [sql: string, expected: string])[] = [
  [last('row_number() over (order by n)'), '4'],
  [last('row_number() over (partition by x order by n)'), '1'],
  [last('row_number() over (order by n desc)'), '4'],
  [last('rank() over (order by n)'), '4'],
  [second('rank() over (order by n)'), '2'],
  [second('rank() over (partition by x order by n)'), '1'],
  [last('dense_rank() over (order by n)'), '3'],
  [second('dense_rank() over (order by n)'), '2'],
  [second('dense_rank() over (order by n desc)'), '1'],
  [last('cast(percent_rank() over (order by n) as decimal(3,2))'), '1.00'],
  [second('percent_rank() over (order by n desc)'), '0'],
  ['select cast(percent_rank() over (order by x) as bigint) from (values 1) t(x)', '0'],
  [second('cume_dist() over (order by n)'), '0.75'],
  [last('cume_dist() over (order by n) = 1'), 'true'],
  ['select cume_dist() over () = 1 from (values 1, 2) t(x) limit 1', 'true'],
  [last('ntile(2) over (order by n)'), '2'],
  [last('ntile(3) over (order by n)'), '3'],
  ['select ntile(5) over (order by x) from (values 7) t(x)', '1'],
  [last('first_value(x) over (order by n)'), 'a'],
  [last('first_value(n) over (order by n desc nulls first)'), 'null'],
  [
    last(
      'first_value(n) ignore nulls over (order by n desc nulls first rows between unbounded preceding and unbounded following)',
    ),
    '2',
  ],
  [last('last_value(x) over (order by n)'), 'c'],
  [second('last_value(x) over (order by n)'), 'b'],
  [last('last_value(n) ignore nulls over (order by n)'), '2'],
  [last('nth_value(x, 2) over (order by n)'), 'b'],
  [last('nth_value(x, 9) over (order by n)'), 'null'],
  [second('nth_value(x, 1) over (partition by x order by n)'), 'b'],
  [last('lag(n) over (order by n)'), '2'],
  [last('lag(n, 3) over (order by n)'), '1'],
  [last('lag(n, 9, -1) over (order by n)'), '-1'],
  [last('lead(n) over (order by n)'), 'null'],
  [second('lead(n, 2, 7) over (order by n)'), 'null'],
  [last('lead(n, 1, 7) over (order by n)'), '7'],
  ['select lag(x) ignore nulls over (order by o) from (values (1, 5), (2, null), (3, 6)) t(o, x) order by o desc limit 1', '5'],
  [last('sum(n) over (order by n)'), '5'],
  [last('count(n) over ()'), '3'],
  [last('avg(n) over (order by n rows between 1 preceding and current row)'), '2'],
  [second('sum(n) over (order by n rows between 1 preceding and current row)'), '3'],
  [second('max(x) over (partition by n)'), 'b'],
  ['select sum(x) over w from (values 1, 2) t(x) window w as (order by x) order by x desc limit 1', '3'],
  ['select array_agg(x) over (order by x) from (values 1, 2) t(x) order by x desc limit 1', '[1, 2]'],
  [
    "select avg(x) over (order by d range between interval '2' day preceding and current row) = 2 from (values (date '2024-01-01', 1e0), (date '2024-01-03', 3e0)) t(d, x) order by d desc limit 1",
    'true',
  ],
];

export const refused: readonly (readonly [sql: string, message: RegExp])[] = [
  ['select row_number() from (values 1) t(x)', /requires an OVER clause/u],
  ['select nth_value(x, 0) over (order by x) from (values 1) t(x)', /at least 1/u],
  ['select lag(x, -1) over (order by x) from (values 1) t(x)', /at least 0/u],
];
