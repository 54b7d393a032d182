import { expect, it } from 'vitest';
import { hasReferences, tamedSchema } from './tamed-schema.ts';

const SLOW = '^(a+)+$';

it('drops slow patterns wherever a schema may stand, and nothing else', () => {
  const dropped: string[] = [];
  const schema = {
    pattern: SLOW,
    default: { pattern: SLOW },
    properties: {
      pattern: { type: 'string', pattern: '^[a-z]{2}$' },
      items: { items: [{ anyOf: [{ pattern: SLOW, minLength: 1 }] }] },
    },
    additionalProperties: { pattern: SLOW },
    $defs: { x: { pattern: SLOW } },
  };
  expect(tamedSchema(schema, (pattern) => dropped.push(pattern))).toEqual({
    default: { pattern: SLOW },
    properties: { pattern: { type: 'string', pattern: '^[a-z]{2}$' }, items: { items: [{ anyOf: [{ minLength: 1 }] }] } },
    additionalProperties: {},
    $defs: { x: {} },
  });
  expect(dropped).toEqual([SLOW, SLOW, SLOW, SLOW]);
});

it('drops names by slow patterns with what is said of the other names', () => {
  expect(tamedSchema({ patternProperties: { [SLOW]: {}, '^b$': {} }, additionalProperties: false, type: 'object' })).toEqual({
    type: 'object',
  });
  const quick = { patternProperties: { '^b$': { pattern: '^c$' } }, additionalProperties: false };
  expect(tamedSchema(quick)).toEqual(quick);
});

it('sees a reference where a schema may stand', () => {
  expect(hasReferences({ properties: { a: { items: { $ref: '#' } } } })).toBe(true);
  expect(hasReferences({ properties: { $ref: { type: 'string' } }, default: { $ref: '#' } })).toBe(false);
});
