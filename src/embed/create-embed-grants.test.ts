import { expect, test } from 'vitest';
import { createMemoryStorage } from '../adapters/memory/create-memory-storage.ts';
import { settingsKeys } from '../core/settings.ts';
import { createEmbedGrants } from './create-embed-grants.ts';

const A = 'https://a.example';
const B = 'https://b.example';

test('what is granted adds up, is kept, and is revoked for one origin alone', async () => {
  const { settings, changes } = createMemoryStorage('');
  const grants = await createEmbedGrants(settings, changes);
  await grants.allow(A, ['run']);
  await grants.allow(B, ['aws']);
  await grants.allow(A, ['read', 'run']);
  expect([...grants.of(A)]).toEqual(['read', 'run']);
  expect([...grants.of('https://a.example.evil')]).toEqual([]);
  const again = await createEmbedGrants(settings, changes);
  expect(again.list().map(({ origin, capabilities }) => [origin, capabilities])).toEqual([
    [B, ['aws']],
    [A, ['read', 'run']],
  ]);
  await again.revoke(A);
  expect([...again.of(A)]).toEqual([]);
  expect([...again.of(B)]).toEqual(['aws']);
});

test('it holds before it is kept, and one that revokes is not written over by one that allows', async () => {
  const { settings, changes } = createMemoryStorage('');
  const [one, other] = [await createEmbedGrants(settings, changes), await createEmbedGrants(settings, changes)];
  const kept = one.allow(A, ['write']);
  expect([...one.of(A)]).toEqual(['write']);
  await kept;
  // `other` has not heard of it, and knows nothing of A.
  await Promise.all([one.revoke(A), other.allow(B, ['read'])]);
  const fresh = await createEmbedGrants(settings, changes);
  expect(fresh.list().map(({ origin }) => origin)).toEqual([B]);
});

test('what is stored and is none counts as nothing', async () => {
  const { settings, changes } = createMemoryStorage('');
  await settings.set(settingsKeys.embedGrants, [{ origin: A, capabilities: ['everything'], granted_at: 'now' }]);
  expect((await createEmbedGrants(settings, changes)).list()).toEqual([]);
});
