import { afterEach, expect, test } from 'vitest';
import { capWasmMemory } from './memory-cap.ts';

const Native = WebAssembly.Memory;
afterEach(() => {
  WebAssembly.Memory = Native;
  Native.prototype.constructor = Native;
});

const PAGE = 65_536;

test('a memory grows to the cap and no further, whatever maximum it asked for', () => {
  const cap = capWasmMemory(10 * PAGE);
  const memory = new WebAssembly.Memory({ initial: 2, maximum: 1000 });
  expect(memory.grow(8)).toBe(2);
  expect(() => memory.grow(1)).toThrow(RangeError);
  expect(cap.peakBytes()).toBe(10 * PAGE);
  expect(memory).toBeInstanceOf(WebAssembly.Memory);
});

test('a smaller maximum stays, one that asks for more at once is refused', () => {
  capWasmMemory(10 * PAGE);
  expect(() => new WebAssembly.Memory({ initial: 1, maximum: 2 }).grow(2)).toThrow(RangeError);
  expect(() => new WebAssembly.Memory({ initial: 11 })).toThrow(RangeError);
});

test('the uncapped constructor is not to be had from a memory', () => {
  capWasmMemory(10 * PAGE);
  const { constructor } = new WebAssembly.Memory({ initial: 1 });
  const again = constructor as typeof WebAssembly.Memory;
  expect(() => new again({ initial: 11 })).toThrow(RangeError);
});
