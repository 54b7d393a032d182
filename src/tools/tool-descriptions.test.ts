import { describe, expect, test } from 'vitest';
import { describeTools } from './toolbox.ts';

/** What providers of models refuse in a tool's schema, or read otherwise than it is meant. */
const REFUSED = [
  '$schema',
  '$ref',
  '$defs',
  'anyOf',
  'oneOf',
  'allOf',
  'not',
  'const',
  'propertyNames',
  'exclusiveMinimum',
  'exclusiveMaximum',
];

function keywords(schema: unknown): string[] {
  if (typeof schema !== 'object' || schema === null) return [];
  if (Array.isArray(schema)) return schema.flatMap(keywords);
  return Object.entries(schema).flatMap(([key, value]) =>
    key === 'properties' ? Object.values(value as object).flatMap(keywords) : [key, ...keywords(value)],
  );
}

describe.each(describeTools())('$name', ({ name, description, inputSchema }) => {
  test('has a schema that every provider takes', () => {
    expect(inputSchema).toMatchObject({ type: 'object', additionalProperties: false });
    expect(keywords(inputSchema).filter((keyword) => REFUSED.includes(keyword))).toEqual([]);
    expect(JSON.stringify(inputSchema)).not.toContain(String(Number.MAX_SAFE_INTEGER));
  });

  test('says what it is for in no more than a model reads', () => {
    expect(name).toMatch(/^[a-z_]{1,64}$/u);
    expect(description.length).toBeLessThanOrEqual(1024);
  });
});

test('what is left open in the schema is still held to JSON', () => {
  const schema = describeTools().find(({ name }) => name === 'execute_code')?.inputSchema as {
    properties: Record<string, object>;
  };
  expect(schema.properties['params']).toMatchObject({ type: 'object', additionalProperties: {} });
});
