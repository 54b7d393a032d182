/** Queries of one value with the text that Athena gives for it. */
export const cases: readonly (readonly [sql: string, expected: string])[] = [
  ['select cast(from_unixtime(0) as varchar)', '1970-01-01 00:00:00.000 UTC'],
  ['select cast(from_unixtime(1709632800.5) as varchar)', '2024-03-05 10:00:00.500 UTC'],
  ["select cast(from_unixtime(0, 'Asia/Kolkata') as varchar)", '1970-01-01 05:30:00.000 Asia/Kolkata'],
  ['select cast(from_unixtime(0, 2, 30) as varchar)', '1970-01-01 02:30:00.000 +02:30'],
  ['select cast(from_unixtime(-0.001) as varchar)', '1969-12-31 23:59:59.999 UTC'],
  ['select from_unixtime(cast(null as double)) is null', 'true'],
  ['select cast(from_unixtime_nanos(1709632800000000000) as varchar)', '2024-03-05 10:00:00.000000000 UTC'],
  ["select cast(to_unixtime(timestamp '2024-03-05 10:00:00') as bigint)", '1709632800'],
  ["select cast(to_unixtime(timestamp '2024-03-05 10:00:00 America/New_York') as bigint)", '1709650800'],
  ["select cast(to_unixtime(timestamp '2024-03-05 10:00:00.250') as decimal(13,3))", '1709632800.250'],

  ["select cast(from_iso8601_timestamp('2024-03-05T10:00:00Z') as varchar)", '2024-03-05 10:00:00.000 UTC'],
  ["select cast(from_iso8601_timestamp('2020-05-11') as varchar)", '2020-05-11 00:00:00.000 UTC'],
  ["select cast(from_iso8601_timestamp('2020-05-11T11:15:05') as varchar)", '2020-05-11 11:15:05.000 UTC'],
  ["select cast(from_iso8601_timestamp('2020-05-11T11:15:05.055+01:00') as varchar)", '2020-05-11 11:15:05.055 +01:00'],
  ["select cast(from_iso8601_timestamp('2024-03-05T10Z') as varchar)", '2024-03-05 10:00:00.000 UTC'],
  ["select cast(from_iso8601_timestamp('2024-W10-2T10:00:00.1239Z') as varchar)", '2024-03-05 10:00:00.123 UTC'],
  ['select from_iso8601_timestamp(cast(null as varchar)) is null', 'true'],
  ["select try(from_iso8601_timestamp('2024-03-05 10:00:00Z')) is null", 'true'],
  ["select cast(from_iso8601_timestamp_nanos('2020-05-11T11:15:05.123456Z') as varchar)", '2020-05-11 11:15:05.123456000 UTC'],
  ["select from_iso8601_date('2020-05-11')", '2020-05-11'],
  ["select from_iso8601_date('2020-W10')", '2020-03-02'],
  ["select from_iso8601_date('2020-123')", '2020-05-02'],
  ['select from_iso8601_date(cast(null as varchar))', 'null'],
  ["select to_iso8601(date '2024-03-05')", '2024-03-05'],
  ["select to_iso8601(timestamp '2024-03-05 10:00:00.123')", '2024-03-05T10:00:00.123'],
  ["select to_iso8601(timestamp '2024-03-05 10:00:00.000 UTC')", '2024-03-05T10:00:00.000Z'],
  ["select to_iso8601(timestamp '2024-07-05 10:00:00.000 America/New_York')", '2024-07-05T10:00:00.000-04:00'],

  [
    "select cast(at_timezone(timestamp '2012-10-31 01:00:00 UTC', 'America/Los_Angeles') as varchar)",
    '2012-10-30 18:00:00 America/Los_Angeles',
  ],
  [
    "select cast(timestamp '2024-07-01 12:00:00 UTC' at time zone 'Europe/Berlin' as varchar)",
    '2024-07-01 14:00:00 Europe/Berlin',
  ],
  ["select cast(timestamp '2024-07-01 12:00:00 UTC' at time zone '+05:30' as varchar)", '2024-07-01 17:30:00 +05:30'],
  ["select cast(timestamp '2024-07-01 12:00:00' at time zone 'US/Eastern' as varchar)", '2024-07-01 08:00:00 US/Eastern'],
  [
    "select cast(with_timezone(timestamp '2021-08-01 07:10:05.123', 'Europe/Paris') as varchar)",
    '2021-08-01 07:10:05.123 Europe/Paris',
  ],
  // A time that the clocks skip comes an hour later; of one that comes twice it is the first.
  [
    "select cast(with_timezone(timestamp '2024-03-10 02:30:00', 'America/New_York') as varchar)",
    '2024-03-10 03:30:00 America/New_York',
  ],
  [
    "select cast(with_timezone(timestamp '2024-11-03 01:30:00', 'America/New_York') at time zone 'UTC' as varchar)",
    '2024-11-03 05:30:00 UTC',
  ],
  ["select with_timezone(cast(null as timestamp), 'UTC') is null", 'true'],
  ["select timestamp '2024-03-05 10:00:00 UTC' = timestamp '2024-03-05 05:00:00 America/New_York'", 'true'],
  ["select timestamp '2024-03-05 10:00:00 UTC' < timestamp '2024-03-05 06:00:00 America/New_York'", 'true'],
  ["select cast(timestamp '2024-03-05 02:00:00 America/New_York' as date)", '2024-03-05'],
  [
    "select cast(cast('2024-03-05 10:00:00.000 Asia/Tokyo' as timestamp(3) with time zone) as varchar)",
    '2024-03-05 10:00:00.000 Asia/Tokyo',
  ],
  ["select cast(cast('2024-03-05 10:00 +2' as timestamp(0) with time zone) as varchar)", '2024-03-05 10:00:00 +02:00'],
  ["select cast(timestamp '2024-03-05 10:00:00 UTC' as timestamp(0))", '2024-03-05 10:00:00'],
  ['select current_timezone()', 'UTC'],
  ['select now() = now()', 'true'],
  ["select to_unixtime(now()) > to_unixtime(timestamp '2024-01-01 00:00:00')", 'true'],
  ["select date_diff('hour', cast(now() as timestamp), current_timestamp)", '0'],
  [
    "select count(distinct x) from (values timestamp '2024-03-05 10:00:00 UTC', timestamp '2024-03-05 05:00:00 America/New_York') t(x)",
    '1',
  ],
  [
    "select cast(max(x) as varchar) from (values timestamp '2024-03-05 10:00:00 UTC', timestamp '2024-03-05 06:00:00 America/New_York') t(x)",
    '2024-03-05 06:00:00 America/New_York',
  ],
];

export const refused: readonly (readonly [sql: string, message: RegExp])[] = [
  ["select at_timezone(now(), 'Mars/Olympus')", /Time zone not supported: Mars\/Olympus/u],
  ["select at_timezone(now(), z) from (values 'Mars/Olympus') t(z)", /Time zone not supported: Mars\/Olympus/u],
  ["select from_iso8601_timestamp('yesterday')", /Invalid format: "yesterday"/u],
  ["select from_iso8601_date('2024-02-30')", /Invalid format: "2024-02-30"|Cannot parse/u],
  ['select from_unixtime_nanos(1)', /Nanoseconds/u],
];
