import { expect, test } from 'vitest';
import { isLong, jsonPieces } from './json-pieces.ts';

test('pieces joined are the JSON of the list, also at the borders of a piece', async () => {
  for (const length of [0, 1, 999, 1000, 1001, 2000, 2500]) {
    const list = Array.from({ length }, (_, index) => ({ index, text: '],[', nested: [null, [index]] }));
    expect((await jsonPieces('A list', list)).join('')).toBe(JSON.stringify(list));
  }
});

test('a timer fires between pieces', async () => {
  const list = Array.from({ length: 50_000 }, (_, index) => index);
  let fired = 0;
  const timer = setInterval(() => (fired += 1), 0);
  expect(isLong(list)).toBe(true);
  await jsonPieces('A list', list);
  clearInterval(timer);
  expect(fired).toBeGreaterThan(5);
});
