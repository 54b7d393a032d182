import { expect, test } from 'vitest';
import { fromAwsWire, toAwsInput, toAwsWire, WireError } from './aws-wire.ts';

const value = {
  QueryString: 'SELECT 1',
  Start: new Date('2026-11-01T00:00:00Z'),
  Payload: Uint8Array.of(0, 255, 128),
  List: [1, null, true, { Nested: 'x' }],
  Metadata: { $date: 'a text of theirs', plain: 'y' },
};

test('dates, bytes and keys that look like marks come back as they went', () => {
  const { json, blobs } = toAwsWire(value);
  expect(blobs).toEqual([value.Payload]);
  expect(fromAwsWire(json, blobs)).toEqual(value);
  expect(fromAwsWire(toAwsInput(value))).toEqual(value);
});

test('what was not set does not cross', () => {
  const { json } = toAwsWire({ A: 1, B: undefined as never });
  expect(json).toBe('{"A":1}');
});

test('"__proto__" is a key as any other', () => {
  const read = fromAwsWire('{"__proto__":{"polluted":true}}') as object;
  expect(Object.keys(read)).toEqual(['__proto__']);
  expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
});

test.each([
  '{',
  '{"$date":"never"}',
  '{"$blob":3}',
  '{"$bytes":"%"}',
  '{"$what":1}',
  '{"$object":[1]}',
  '['.repeat(300) + ']'.repeat(300),
])('refuses %s', (json) => expect(() => fromAwsWire(json)).toThrow(WireError));
