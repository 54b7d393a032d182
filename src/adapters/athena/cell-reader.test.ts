import { describe, expect, it } from 'vitest';
import type { Cell } from '../../core/json.ts';
import { CellReader } from './cell-reader.ts';

function cell(type: string, text: string | null): Cell {
  const [value = null] = new CellReader([{ Name: 'x', Type: type, Precision: 18, Scale: 2 }]).read([text]);
  return value;
}

describe('cells', () => {
  it.each<[string, string, Cell]>([
    ['bigint', '9007199254740991', 9_007_199_254_740_991],
    ['bigint', '9007199254740993', '9007199254740993'],
    ['bigint', '-9223372036854775808', '-9223372036854775808'],
    ['integer', '-7', -7],
    ['tinyint', '0', 0],
    ['decimal', '1234567890123456.70', '1234567890123456.70'],
    ['double', '1.0E7', 10_000_000],
    ['double', '0.1', 0.1],
    ['double', 'NaN', null],
    ['double', '-Infinity', null],
    ['float', 'Infinity', null],
    ['float', '1.5', 1.5],
    ['boolean', 'true', true],
    ['boolean', 'false', false],
    ['date', '2026-11-20', '2026-11-20'],
    ['timestamp', '2026-11-20 14:07:09.123', '2026-11-20T14:07:09.123Z'],
    ['timestamp', '2026-11-20 14:07:09', '2026-11-20T14:07:09.000Z'],
    ['timestamp', '2026-11-20 14:07:09.123456', '2026-11-20T14:07:09.123456Z'],
    ['timestamp', '2026-11-20 14:07:09.123000', '2026-11-20T14:07:09.123Z'],
    ['timestamp with time zone', '2026-11-20 14:07:09.123 UTC', '2026-11-20T14:07:09.123Z'],
    ['timestamp with time zone', '2026-11-20 14:07:09.123 +02:00', '2026-11-20T12:07:09.123Z'],
    ['timestamp with time zone', '2026-01-01 00:30:00.000 Europe/Berlin', '2025-12-31T23:30:00.000Z'],
    ['timestamp with time zone', '2026-07-01 00:30:00.000 America/New_York', '2026-07-01T04:30:00.000Z'],
    // A clock shows 02:30 twice that night.
    ['timestamp with time zone', '2026-10-25 02:30:00.000 Europe/Berlin', '2026-10-25 02:30:00.000 Europe/Berlin'],
    ['timestamp with time zone', '2026-10-25 02:30:00.000 Nowhere/At_All', '2026-10-25 02:30:00.000 Nowhere/At_All'],
    ['varchar', '', ''],
    ['varchar', 'null', 'null'],
    ['json', '{"a":[1,2]}', '{"a":[1,2]}'],
    ['varbinary', '68 65 6c 6c 6f', 'aGVsbG8='],
    ['varbinary', '', ''],
    ['map', '{}', {}],
    ['map', '{user_team=web, user_env=null}', { user_team: 'web', user_env: null }],
    ['map', '{a=1=2}', '{a=1=2}'],
    ['map', '{a=x, y, b=z}', '{a=x, y, b=z}'],
    ['map', '{a={b=c}}', '{a={b=c}}'],
    ['map', '{a=1, a=2}', '{a=1, a=2}'],
    ['array', '[a, b]', '[a, b]'],
    ['row', '{a=1, b=2}', '{a=1, b=2}'],
    ['time', '14:07:09.123', '14:07:09.123'],
  ])('%s %s', (type, text, expected) => expect(cell(type, text)).toEqual(expected));

  it('keeps a key of a map that JavaScript knows', () => {
    expect(JSON.stringify(cell('map', '{__proto__=x, constructor=y}'))).toBe('{"__proto__":"x","constructor":"y"}');
  });

  it.each(['bigint', 'varchar', 'decimal', 'map', 'timestamp', 'double'])('NULL of %s', (type) => {
    expect(cell(type, null)).toBeNull();
  });

  it('says which columns stay text', () => {
    const reader = new CellReader(
      ['array', 'map', 'map', 'varchar'].map((Type, at) => ({ Name: `c${at}`, Type, Precision: 0, Scale: 0 })),
    );
    reader.read(['[1]', '{a=b}', '{a=b=c}', 'x']);
    expect(reader.notes()).toEqual([
      expect.stringMatching(/arrays and rows as text .*"c0" stays so.*AS JSON/u),
      expect.stringMatching(/in "c2" some can be read in more than one way/u),
      expect.stringMatching(/maps of "c1" were read/u),
    ]);
  });

  it('gives types as Athena prints them', () => {
    const types = ['decimal', 'varchar', 'char', 'float', 'timestamp with time zone', 'string'].map((Type) => ({
      Name: 'x',
      Type,
      Precision: 18,
      Scale: 2,
    }));
    expect(new CellReader(types).columns.map(({ type }) => type)).toEqual([
      'decimal(18,2)',
      'varchar',
      'char(18)',
      'real',
      'timestamp with time zone',
      'varchar',
    ]);
  });
});
