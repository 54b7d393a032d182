import { expect, test } from 'vitest';
import { runDirectly } from '../../test/contracts/javascript/direct-run.ts';

const SEEN = `
const seen = (object) => Reflect.ownKeys(object).map(String)
console.count()
result = {
  globals: seen(globalThis), console: seen(console), array: seen(Array.prototype), params, files: fs.readdirSync('.'),
  loaded: typeof require('fs').readFileSync, main: seen(module.exports), month: globalThis.month,
}
`;

test('a rehearsal goes to its end, and leaves nothing that a run sees', async () => {
  const fresh = await runDirectly(SEEN);
  const after = await runDirectly(SEEN, { rehearsed: true });
  expect(after.rehearsal.stdout).toContain('$1,234.50');
  expect(Object.keys(after.rehearsal.changes)).toEqual(['data/out.json']);
  expect(after.value).toEqual(fresh.value);
  expect([after.stdout, after.changes, after.displays]).toEqual(['default: 1\n', {}, []]);
});
