import { DOORS, sealScope } from '../../src/core/seal-scope.ts';

declare const self: DedicatedWorkerGlobalScope;

/** For the tests: tells which doors a worker has, seals it as the engine's worker is sealed, and tells again. */
self.addEventListener('message', () => {
  const open = () => DOORS.filter((name) => Reflect.get(self, name) !== undefined);
  const before = open();
  sealScope(self);
  self.postMessage({ before, after: open() });
});
