import { expect, test } from 'vitest';
import { judgeEmbedders } from './embedders.ts';

const allowed = ['https://a.example', 'https://b.example'];
const place = (ancestors: readonly string[] | undefined, more = {}) => ({
  ancestors,
  isChildOfTop: (ancestors?.length ?? 1) === 1,
  isOpaque: false,
  ...more,
});

test.each([
  ['one that is allowed', ['https://a.example'], 'allowed'],
  ['all that are', ['https://b.example', 'https://a.example'], 'allowed'],
  ['a foreign one', ['https://evil.example'], 'origin_not_allowed'],
  ['a foreign one in between', ['https://evil.example', 'https://a.example'], 'origin_not_allowed'],
  ['a foreign one on top', ['https://a.example', 'https://evil.example'], 'ancestor_not_allowed'],
  ['one without an origin', ['null'], 'origin_not_allowed'],
  ['one that begins like an allowed one', ['https://a.example.evil.example'], 'origin_not_allowed'],
  ['another scheme', ['http://a.example'], 'origin_not_allowed'],
  ['another port', ['https://a.example:8443'], 'origin_not_allowed'],
])('around it %s', (_, ancestors, judged) => {
  const found = judgeEmbedders(place(ancestors), allowed);
  expect(found.is === 'refused' ? found.reason : found.is).toBe(judged);
});

test('where the browser tells nothing, a message of the only window above tells, and a chain is refused', () => {
  expect(judgeEmbedders(place(undefined), allowed)).toEqual({ is: 'by its message' });
  expect(judgeEmbedders(place(undefined, { isChildOfTop: false }), allowed)).toMatchObject({ reason: 'ancestor_not_allowed' });
});

test('a frame that was robbed of its origin is told how to give it back', () => {
  const found = judgeEmbedders(place(['https://a.example'], { isOpaque: true }), allowed);
  expect(found).toMatchObject({ is: 'refused' });
  expect(found.is === 'refused' && found.why).toContain('allow-same-origin');
});

test('nobody is allowed where the site names nobody', () => {
  expect(judgeEmbedders(place(['https://a.example']), [])).toMatchObject({ reason: 'origin_not_allowed' });
});
