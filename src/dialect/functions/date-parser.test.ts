import { describe, expect, it } from 'vitest';
import { parseByFormat } from './date-parser.ts';

const utc = (iso: string) => `${Date.parse(`${iso}Z`) * 1000}|UTC`;

describe('parseByFormat', () => {
  it.each([
    ['2024-03-05 14:07:09', '%Y-%m-%d %T', '2024-03-05T14:07:09'],
    ['Tue 5 March 2024', '%a %e %M %Y', '2024-03-05T00:00:00'],
    ['MON 2024-03-05', '%a %Y-%m-%d', '2024-03-04T00:00:00'],
    ['12 PM', '%h %p', '1970-01-01T12:00:00'],
    ['2024 60', '%Y %j', '2024-02-29T00:00:00'],
    ['Feb', '%b', '2000-02-01T00:00:00'],
    ['100%', '1%H%%', '1970-01-01T00:00:00'],
  ])('reads %s by %s of MySQL', (text, format, iso) => {
    expect(parseByFormat('mysql', text, format)).toBe(utc(iso));
  });

  it.each([
    ['20240305', 'yyyyMMdd', '2024-03-05T00:00:00'],
    ['12024-03-05', 'yyyyy-MM-dd', undefined],
    ['5/3/24', 'd/M/yy', '2024-03-05T00:00:00'],
    ["at 7 o'clock", "'at' H 'o''clock'", '1970-01-01T07:00:00'],
    ['2024-W10-2', "xxxx-'W'ww-e", '2024-03-05T00:00:00'],
    ['24:30', 'kk:mm', '1970-01-01T00:30:00'],
    ['1.5', 's.S', '1970-01-01T00:00:01.500'],
  ])('reads %s by %s of Joda-Time', (text, format, iso) => {
    const want = iso === undefined ? `${Date.UTC(12024, 2, 5) * 1000}|UTC` : utc(iso);
    expect(parseByFormat('joda', text, format)).toBe(want);
  });

  it('keeps the zone that a text names', () => {
    expect(parseByFormat('joda', '2024-07-05 10:00 +0200', 'yyyy-MM-dd HH:mm Z')).toBe(
      `${Date.UTC(2024, 6, 5, 8) * 1000}|+02:00`,
    );
  });

  it.each([
    ['mysql', '2024-02-30', '%Y-%m-%d', /Cannot parse "2024-02-30"/u],
    ['mysql', '25', '%H', /Value 25 for hourOfDay must be in the range \[0,23\]/u],
    ['mysql', '2024', '%Y-%m', /Invalid format: "2024" is too short/u],
    ['mysql', '2024 ', '%Y', /is malformed at " "/u],
    ['mysql', 'x', '%U', /%U not supported in date format string/u],
    ['joda', 'x', 'bb', /Illegal pattern component: bb/u],
    ['joda', 'x'.repeat(100), 'yyyy', /Invalid format: "x{32}\.\.\."/u],
  ] as const)('says of %s %s by %s what is wrong', (language, text, format, message) => {
    expect(parseByFormat(language, text, format)).toMatch(message);
  });
});
