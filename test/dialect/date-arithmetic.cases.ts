/** Queries of one value with the text that Athena gives for it. */
export const cases: readonly (readonly [sql: string, expected: string])[] = [
  ["select date_trunc('month', date '2024-03-05')", '2024-03-01'],
  ["select date_trunc('week', date '2024-03-03')", '2024-02-26'],
  ["select date_trunc('quarter', date '2024-06-30')", '2024-04-01'],
  ["select date_trunc('YEAR', date '2024-06-30')", '2024-01-01'],
  ["select date_trunc('day', timestamp '2024-03-05 10:11:12.345')", '2024-03-05 00:00:00.000'],
  ["select date_trunc('hour', timestamp '2024-03-05 10:11:12')", '2024-03-05 10:00:00'],
  ["select date_trunc('millisecond', timestamp '2024-03-05 10:11:12.345678')", '2024-03-05 10:11:12.345000'],
  ["select date_trunc('month', cast(null as timestamp))", 'null'],
  [
    "select cast(date_trunc('day', timestamp '2024-03-05 02:00:00 America/New_York') as varchar)",
    '2024-03-05 00:00:00 America/New_York',
  ],
  [
    "select cast(date_trunc('month', timestamp '2024-03-01 02:00:00.000 UTC' at time zone 'America/New_York') as varchar)",
    '2024-02-01 00:00:00.000 America/New_York',
  ],
  [
    "select cast(date_trunc('hour', timestamp '2024-03-05 02:40:00 Asia/Kolkata') as varchar)",
    '2024-03-05 02:00:00 Asia/Kolkata',
  ],
  // The second 01:30 of the night on which clocks are set back stays in its own hour.
  [
    "select to_unixtime(date_trunc('hour', timestamp '2024-11-03 06:30:00 UTC' at time zone 'America/New_York')) = to_unixtime(timestamp '2024-11-03 06:00:00 UTC')",
    'true',
  ],
  ["select cast(date_trunc('minute', time '01:02:03') as varchar)", '01:02:00'],

  ["select date_add('month', -1, date '2024-03-31')", '2024-02-29'],
  ["select date_add('month', 1, date '2023-01-31')", '2023-02-28'],
  ["select date_add('year', 1, date '2024-02-29')", '2025-02-28'],
  ["select date_add('quarter', 2, date '2024-08-31')", '2025-02-28'],
  ["select date_add('week', 1, date '2024-02-26')", '2024-03-04'],
  ["select date_add('day', 1, date '2024-02-28')", '2024-02-29'],
  ["select date_add('second', 86, timestamp '2020-03-01 00:00:00')", '2020-03-01 00:01:26'],
  ["select date_add('hour', 9, timestamp '2020-03-01 00:00:00')", '2020-03-01 09:00:00'],
  ["select cast(date_add('day', -1, timestamp '2020-03-01 00:00:00 UTC') as varchar)", '2020-02-29 00:00:00 UTC'],
  ["select date_add('millisecond', 5, timestamp '2020-03-01 00:00:00.000')", '2020-03-01 00:00:00.005'],
  ["select date_add('minute', cast(null as bigint), timestamp '2020-03-01 00:00:00')", 'null'],
  ["select date_add('day', n, d) from (values (2, date '2024-02-28')) t(n, d)", '2024-03-01'],
  // A day over the change of the clocks is one by the calendar, 24 hours are not.
  [
    "select cast(date_add('day', 1, timestamp '2024-03-09 12:00:00 America/New_York') as varchar)",
    '2024-03-10 12:00:00 America/New_York',
  ],
  [
    "select cast(date_add('hour', 24, timestamp '2024-03-09 12:00:00 America/New_York') as varchar)",
    '2024-03-10 13:00:00 America/New_York',
  ],
  ["select cast(date_add('hour', 3, time '23:00:00') as varchar)", '02:00:00'],

  ["select date_diff('day', date '2024-01-01', date '2024-01-31')", '30'],
  ["select date_diff('day', date '2024-01-31', date '2024-01-01')", '-30'],
  ["select date_diff('month', date '2024-01-31', date '2024-02-29')", '1'],
  ["select date_diff('month', date '2024-01-30', date '2024-02-29')", '1'],
  ["select date_diff('month', date '2024-01-31', date '2024-02-28')", '0'],
  ["select date_diff('month', date '2024-02-29', date '2024-01-31')", '-1'],
  ["select date_diff('month', date '2024-01-15', date '2024-03-14')", '1'],
  ["select date_diff('year', date '2024-02-29', date '2025-02-28')", '1'],
  ["select date_diff('year', date '2023-03-01', date '2024-02-29')", '0'],
  ["select date_diff('quarter', date '2024-01-01', date '2024-06-30')", '1'],
  ["select date_diff('week', date '2024-01-01', date '2024-01-14')", '1'],
  ["select date_diff('hour', timestamp '2024-01-01 00:59:00', timestamp '2024-01-01 01:01:00')", '0'],
  ["select date_diff('second', timestamp '2020-03-01 00:00:00', timestamp '2020-03-02 00:00:00')", '86400'],
  ["select date_diff('hour', timestamp '2020-03-01 00:00:00 UTC', timestamp '2020-03-02 00:00:00 UTC')", '24'],
  ["select date_diff('day', timestamp '2024-01-01 12:00:00', timestamp '2024-01-03 11:59:59')", '1'],
  ["select date_diff('day', timestamp '2024-01-03 11:59:59', timestamp '2024-01-01 12:00:00')", '-1'],
  ["select date_diff('millisecond', timestamp '2020-06-01 12:30:45.000', timestamp '2020-06-01 12:30:45.123')", '123'],
  ["select date_diff('millisecond', timestamp '2020-06-01 12:30:45.000900', timestamp '2020-06-01 12:30:45.001100')", '1'],
  ["select date_diff('month', timestamp '2024-01-31 12:00:00', timestamp '2024-02-29 11:00:00')", '0'],
  ["select date_diff('day', cast(null as date), date '2024-01-01')", 'null'],
  [
    "select date_diff('day', timestamp '2024-03-09 12:00:00 America/New_York', timestamp '2024-03-10 12:00:00 America/New_York')",
    '1',
  ],
  [
    "select date_diff('hour', timestamp '2024-03-09 12:00:00 America/New_York', timestamp '2024-03-10 12:00:00 America/New_York')",
    '23',
  ],
  ["select date_diff('minute', time '01:00:00', time '02:30:30')", '90'],

  ["select last_day_of_month(date '2024-02-03')", '2024-02-29'],
  ["select last_day_of_month(timestamp '2023-02-28 10:00:00')", '2023-02-28'],
  ["select last_day_of_month(timestamp '2024-03-01 01:00:00 UTC' at time zone 'America/New_York')", '2024-02-29'],
  ['select last_day_of_month(cast(null as date))', 'null'],

  ["select date(timestamp '2024-03-05 10:00:00')", '2024-03-05'],
  ["select date('2024-03-05')", '2024-03-05'],
  ["select date(timestamp '2024-03-05 02:00:00 UTC' at time zone 'America/New_York')", '2024-03-04'],

  ['select human_readable_seconds(96)', '1 minute, 36 seconds'],
  ['select human_readable_seconds(3762)', '1 hour, 2 minutes, 42 seconds'],
  ['select human_readable_seconds(56363463)', '93 weeks, 1 day, 8 hours, 31 minutes, 3 seconds'],
  ['select human_readable_seconds(0)', '0 seconds'],
  ["select to_milliseconds(parse_duration('42.8ms'))", '43'],
  ["select to_milliseconds(parse_duration('3.81 d'))", '329184000'],
  ["select to_milliseconds(parse_duration('5m'))", '300000'],
  ["select to_milliseconds(interval '8' day)", '691200000'],
  ["select cast(parse_duration('5m') as varchar)", '0 00:05:00.000'],
  ['select parse_duration(cast(null as varchar)) is null', 'true'],
];

export const refused: readonly (readonly [sql: string, message: RegExp])[] = [
  ["select date_trunc('hour', date '2024-01-01')", /'hour' is not a valid DATE field/u],
  ["select date_add('fortnight', 1, timestamp '2024-01-01 00:00:00')", /'fortnight' is not a valid TIMESTAMP field/u],
  ["select date_diff(u, date '2024-01-01', date '2024-01-02') from (values 'day') t(u)", /write the unit as a text/u],
  ["select parse_duration('soon')", /duration is not a valid data duration string: soon/u],
];
