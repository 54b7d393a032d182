import { expect, it } from 'vitest';
import type { Json } from '../core/json.ts';
import { checkParams } from './check-params.ts';
import { plainParamsSchema } from './plain-params-schema.ts';

it('keeps what a form asks by', () => {
  const schema: Json = {
    type: 'object',
    properties: {
      month: { type: 'string', title: 'Month', pattern: '^\\d{4}-(0[1-9]|1[0-2])$' },
      pattern: { type: 'array', items: { enum: ['a', 'b'] }, default: ['a'] },
      top: { type: 'integer', minimum: 1, maximum: 50 },
    },
    required: ['month'],
    additionalProperties: false,
  };
  expect(plainParamsSchema(schema)).toEqual(schema);
});

it.each([
  ['^(a+)+$', 'that backtracks'],
  ['^(a|a){30}$', 'that branches at each repetition'],
  ['\\d{1,9}\\d{1,9}\\d{1,9}$', 'with several ranges'],
  ['(a|a)'.repeat(40), 'that is long'],
])('leaves out a pattern, %s, %s', (pattern) => {
  const schema = { type: 'object', properties: { a: { type: 'string', pattern } } };
  const read = plainParamsSchema(schema);
  expect(read).toEqual({ type: 'object', properties: { a: { type: 'string' } } });
  checkParams({ name: 'x', schema: read, closed: false }, { a: `${'a'.repeat(40)}!` });
});

it('leaves out references, what combines schemas, and names that are none', () => {
  const hostile = JSON.parse(
    '{"$ref":"#","allOf":[{"$ref":"#"}],"patternProperties":{"(a+)+$":{}},"properties":{"__proto__":{"type":"string"},"constructor":{"type":"string","$ref":"#"},"a":"no schema"}}',
  ) as Json;
  expect(JSON.stringify(plainParamsSchema(hostile))).toBe('{"properties":{"constructor":{"type":"string"},"a":{}}}');
  expect(plainParamsSchema('text')).toBeUndefined();
  expect(plainParamsSchema(undefined)).toBeUndefined();
});
