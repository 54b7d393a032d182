import { expect, test } from 'vitest';
import { closeExits } from './close-exits.ts';

test('what could leave the worker throws and says what to use, on the prototype too', () => {
  class Scope {
    fetch(): string {
      return 'answered';
    }
  }
  const scope = Object.assign(new Scope(), { Worker: class Worker extends EventTarget {}, kept: 1 });
  closeExits(scope);
  expect(() => scope.fetch()).toThrow('fetch is not available: the sandbox has no network. Use query()');
  expect(() => Scope.prototype.fetch.call(scope)).toThrow('not available');
  expect(() => new scope.Worker()).toThrow('one worker');
  expect(() => {
    (scope as { fetch: unknown }).fetch = () => 'mine';
  }).toThrow(TypeError);
  expect(scope.kept).toBe(1);
});
