import { describe, expect, it } from 'vitest';
import { durationMillis, isoDay, isoTimestamp } from './iso-texts.ts';
import { castTz } from './timestamp-texts.ts';

const DAY_MS = 86_400_000;

describe('isoDay', () => {
  it.each([
    ['2024-02-29', '2024-02-29'],
    ['2024-02', '2024-02-01'],
    ['2024', '2024-01-01'],
    ['2024-060', '2024-02-29'],
    ['2021-W53-7', undefined],
    ['2020-W53-7', '2021-01-03'],
    ['2024-W01', '2024-01-01'],
    ['2023-02-29', undefined],
    ['2023-366', undefined],
    ['24-01-01', undefined],
    ['', undefined],
  ])('reads %s', (text, day) => {
    expect(isoDay(text)).toBe(day === undefined ? undefined : Date.parse(day) / DAY_MS);
  });
});

describe('isoTimestamp', () => {
  it.each([
    ['2024-03-05T10:00:00.1239Z', Date.UTC(2024, 2, 5, 10, 0, 0, 123), 'UTC'],
    ['2024-03-05T10:00:00,5-03:30', Date.UTC(2024, 2, 5, 13, 30, 0, 500), '-03:30'],
    ['2024-03-05T10.5', Date.UTC(2024, 2, 5, 10, 30), 'UTC'],
    ['2024-03-05T', Date.UTC(2024, 2, 5), 'UTC'],
  ])('reads %s', (text, instant, zone) => {
    expect(isoTimestamp(text, 3)).toBe(`${instant * 1000}|${zone}`);
  });

  it.each(['2024-03-05 10:00', '2024-03-05T25:00', 'T', 'T10:00T', ''])('refuses %j', (text) => {
    expect(isoTimestamp(text, 3)).toMatch(/Invalid format|out of its range/u);
  });
});

describe('castTz', () => {
  it('rounds to microseconds and takes a zone by name or offset', () => {
    expect(castTz('2024-03-05 10:00:00.0000005 +01:00')).toBe(`${Date.UTC(2024, 2, 5, 9) * 1000 + 1}|+01:00`);
    expect(castTz(' 2024-3-5 ')).toBe(`${Date.UTC(2024, 2, 5) * 1000}|UTC`);
  });

  it.each(['2024-03-05T10:00:00Z', '2024-13-05', '2024-03-05 24:00', 'now'])('refuses %s', (text) => {
    expect(castTz(text)).toContain(`Value cannot be cast to timestamp: ${text}`);
  });
});

describe('durationMillis', () => {
  it.each([
    ['42.8ms', '43'],
    ['3.81 d', '329184000'],
    ['0s', '0'],
    ['1500us', '2'],
  ])('reads %s', (text, millis) => {
    expect(durationMillis(text)).toBe(millis);
  });

  it('names what it can not read', () => {
    expect(durationMillis('soon')).toContain('duration is not a valid data duration string: soon');
    expect(durationMillis('5 w')).toContain('Unknown time unit: w');
  });
});
