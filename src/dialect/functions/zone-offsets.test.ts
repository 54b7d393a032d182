import { describe, expect, it } from 'vitest';
import { normalZone, offsetAt, offsetOfLocal } from './zone-offsets.ts';

const HOUR = 3600;

describe('normalZone', () => {
  it.each([
    ['utc', 'UTC'],
    ['Etc/UTC', 'UTC'],
    ['Z', 'UTC'],
    ['+00:00', 'UTC'],
    ['+2', '+02:00'],
    ['UTC-3', '-03:00'],
    ['-03:30', '-03:30'],
    ['Etc/GMT+5', '-05:00'],
    ['america/new_york', 'America/New_York'],
    ['US/Eastern', 'US/Eastern'],
    ['Asia/Kolkata', 'Asia/Kolkata'],
  ])('names %s as Trino does', (text, name) => {
    expect(normalZone(text)).toBe(name);
  });

  it.each(['', 'Mars/Olympus', '+15:00', '+2:5', '12', "America/New_York'"])('knows no zone %j', (text) => {
    expect(normalZone(text)).toBeUndefined();
  });
});

describe('offsetAt', () => {
  it('follows summer time to the second', () => {
    const change = Date.UTC(2024, 2, 10, 7);
    expect(offsetAt('America/New_York', change - 1)).toBe(-5 * HOUR);
    expect(offsetAt('America/New_York', change)).toBe(-4 * HOUR);
  });

  it('knows half hours, local mean time and years before 1', () => {
    expect(offsetAt('Asia/Kolkata', Date.UTC(2024, 0))).toBe(5.5 * HOUR);
    expect(offsetAt('America/New_York', Date.UTC(1850, 0))).toBe(-(4 * HOUR + 56 * 60 + 2));
    expect(offsetAt('Europe/Berlin', Date.UTC(-100, 0))).toBe(53 * 60 + 28);
  });
});

describe('offsetOfLocal', () => {
  it('shifts a skipped time forward and takes the earlier of two', () => {
    expect(offsetOfLocal('America/New_York', Date.UTC(2024, 2, 10, 2, 30))).toBe(-5 * HOUR);
    expect(offsetOfLocal('America/New_York', Date.UTC(2024, 10, 3, 1, 30))).toBe(-4 * HOUR);
    expect(offsetOfLocal('America/New_York', Date.UTC(2024, 10, 3, 2, 0))).toBe(-5 * HOUR);
    expect(offsetOfLocal('Australia/Lord_Howe', Date.UTC(2024, 3, 7, 1, 45))).toBe(11 * HOUR);
  });

  it('knows a zone that left out a day', () => {
    expect(offsetOfLocal('Pacific/Apia', Date.UTC(2011, 11, 30, 12))).toBe(-10 * HOUR);
    expect(offsetOfLocal('Pacific/Apia', Date.UTC(2011, 11, 31, 0))).toBe(14 * HOUR);
  });
});
