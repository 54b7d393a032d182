import { describe, expect, it } from 'vitest';
import { arrayOf, BIGINT, mapOf, type TrinoType, VARCHAR } from '../types.ts';
import { JSON_CAST_HOST_FUNCTIONS } from './json-cast-host.ts';
import { castFromJson, castsFromJson, castsToJson, castToJson } from './json-casts.ts';

function call(name: string, ...args: (string | null)[]): string | null {
  const found = JSON_CAST_HOST_FUNCTIONS.find((each) => each.name === name);
  if (!found) throw new Error(`There is no ${name}`);
  return found.run(...args);
}

const fail = (message: string): string => `fail(${message})`;
const row: TrinoType = { kind: 'row', fields: [{ name: 'a"b', type: BIGINT }, { type: VARCHAR }] };

describe('casts to JSON', () => {
  it('writes a long operand once, however many fields a row has', () => {
    const operand = `f(${'x'.repeat(200)})`;
    expect(castToJson(operand, row).split(operand)).toHaveLength(2);
  });

  it('keeps the names of nested values apart', () => {
    const sql = castToJson('x', arrayOf(arrayOf(mapOf(VARCHAR, arrayOf(BIGINT)))));
    const names = [...sql.matchAll(/lambda (\w+):/gu)].map(([, name]) => name);
    expect(new Set(names).size).toBe(names.length);
  });

  it('quotes the names of fields for SQL and JSON', () => {
    expect(castToJson('x', { kind: 'row', fields: [{ name: `it's "q"`, type: BIGINT }] })).toContain(`'"it''s \\"q\\"":'`);
  });

  it('knows what Trino does not cast', () => {
    expect(castsToJson({ kind: 'varbinary' })).toBe(false);
    expect(castsToJson(arrayOf({ kind: 'interval_day_second' }))).toBe(false);
    expect(castsToJson(mapOf(row, BIGINT))).toBe(false);
    expect(castsToJson(mapOf(VARCHAR, row))).toBe(true);
    expect(castsFromJson({ kind: 'timestamp_tz', precision: 3 })).toBe(false);
    expect(castFromJson('x', { kind: 'varbinary' }, false, fail)).toBe('fail(Cannot cast json to varbinary)');
  });
});

describe('scalars from JSON', () => {
  it.each([
    ['sb_json_integer', ['1.5', 'bigint', '-9', '9'], '2'],
    ['sb_json_integer', ['-1.5e0', 'bigint', '-9', '9'], '-2'],
    ['sb_json_integer', ['"+7"', 'bigint', '-9', '9'], '7'],
    ['sb_json_integer', ['null', 'bigint', '-9', '9'], null],
    ['sb_json_integer', ['1e999', 'bigint', '-9', '9'], "sandbank: Cannot cast '1e999' to bigint"],
    ['sb_json_integer', ['10', 'bigint', '-9', '9'], "sandbank: Cannot cast '10' to bigint"],
    ['sb_json_decimal', ['"1e3"', '6', '2'], '1000.00'],
    ['sb_json_decimal', ['0.005', '6', '2'], '0.01'],
    ['sb_json_decimal', ['99999.995', '7', '2'], "sandbank: Cannot cast '99999.995' to decimal(7,2)"],
    ['sb_json_boolean', ['"T"'], 'true'],
    ['sb_json_boolean', ['"yes"'], `sandbank: Cannot cast '"yes"' to boolean`],
    ['sb_json_varchar', ['"abc"', '2'], `\u0001sandbank: Cannot cast '"abc"' to varchar(2)`],
    ['sb_json_varchar', ['1.50', ''], '1.5E0'],
    ['sb_json_double', ['"NaN"', 'double'], 'NaN'],
    ['sb_json_elements', ['["a\\"b", null, [1]]', 'array(json)'], '["\\"a\\\\\\"b\\"","null","[1]"]'],
    ['sb_json_elements', ['null', 'array(json)'], null],
    ['sb_json_fields', ['{"B": 1}', 'row', '["a","b"]'], '[NULL,"1"]'],
    ['sb_json_fields', ['{"a": 1, "A": 2}', 'row', '["a"]'], 'sandbank: Cannot cast to row. A json object has a field twice'],
    ['sb_to_json_decimal', ['0.0000001234'], '1.234E-7'],
    ['sb_to_json_decimal', ['-0.0000010'], '-0.0000010'],
    ['sb_to_json_decimal', ['0.00000000'], '0E-8'],
  ])('%s of %j is %s', (name, args, expected) => {
    expect(call(name, ...args)).toBe(expected);
  });
});
