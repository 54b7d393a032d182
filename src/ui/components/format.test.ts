import { describe, expect, it } from 'vitest';
import { formatBytes } from './format-bytes.ts';
import { countOf, formatCount } from './format-count.ts';
import { formatDuration, formatUtc, formatUtcMinute } from './format-time.ts';
import { visibleLines, visibleText } from './visible-text.ts';

describe('formatBytes', () => {
  it.each([
    [0, '0 bytes'],
    [1, '1 byte'],
    [1023, '1023 bytes'],
    [1024, '1 KB'],
    [1536, '1.5 KB'],
    [1024 * 1024 - 1, '1 MB'],
    [100 * 1024 * 1024, '100 MB'],
    [5.36 * 1024 ** 3, '5.4 GB'],
  ])('%d is %s', (bytes, text) => {
    expect(formatBytes(bytes)).toBe(text);
  });
});

describe('formatCount', () => {
  it('groups thousands and names one and many', () => {
    expect(formatCount(146328)).toBe('146,328');
    expect(countOf(1, 'row')).toBe('1 row');
    expect(countOf(0, 'row')).toBe('0 rows');
    expect(countOf(2, 'query', 'queries')).toBe('2 queries');
  });
});

describe('times', () => {
  it('are UTC and say so, whatever offset they were given with', () => {
    expect(formatUtc('2026-11-20T23:07:09.123-02:00')).toBe('2026-11-21 01:07:09 UTC');
    expect(formatUtcMinute('2026-11-20T14:07:59.999Z')).toBe('2026-11-20 14:07 UTC');
  });
  it('stay as they were where they are no time', () => {
    expect(formatUtc('yesterday')).toBe('yesterday');
  });
  it.each([
    [7.6, '8 ms'],
    [999.6, '1.0 s'],
    [59_949, '59.9 s'],
    [59_960, '1 min 00 s'],
    [125_400, '2 min 05 s'],
    [3_720_000, '1 h 02 min'],
  ])('%d ms lasts %s', (milliseconds, text) => {
    expect(formatDuration(milliseconds)).toBe(text);
  });
});

describe('visibleText', () => {
  it('writes out what turns or hides a name', () => {
    expect(visibleText('invoice\u202egpj.exe')).toBe('invoice‹U+202E›gpj.exe');
    expect(visibleText('a\u0000b\nc\u200bd')).toBe('a‹U+0000›b‹U+000A›c‹U+200B›d');
    expect(visibleText('tag\u{e0041}')).toBe('tag‹U+E0041›');
    expect(visibleText('half\ud800')).toBe('half‹U+D800›');
  });
  it('leaves letters of every script and emoji as they are', () => {
    expect(visibleText('costs-größe-費用-עלות-💰.csv')).toBe('costs-größe-費用-עלות-💰.csv');
  });
});

it('visibleLines keeps lines and tabs', () => {
  expect(visibleLines('a\tb\r\nc\u202ed\n')).toBe('a\tb\nc‹U+202E›d\n');
});
