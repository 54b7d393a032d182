import { expect, test } from './fixtures.ts';
import { barePython, sealedPython } from './python.ts';

const SCRIPT_RUNNER = `
import ctypes, js
ctypes.CDLL(None).emscripten_run_script(b"self.answer = 42")
result = js.answer`;

test("ctypes reaches Emscripten's script runner, and it runs nothing", async ({ barePage, sealedPage }) => {
  const bare = await barePython(barePage, SCRIPT_RUNNER);
  expect(bare.result, `the attack must work without the sandbox: ${JSON.stringify(bare.error)}`).toBe(42);
  const sealed = await sealedPython(sealedPage, SCRIPT_RUNNER);
  expect(sealed.outcome.result).not.toBe(42);
  expect(sealed.outcome.status).not.toBe('succeeded');
});

test('system() has no shell to reach', async ({ sealedPage }) => {
  const code = `
import ctypes, os
result = [ctypes.CDLL(None).system(b"echo 42 > escaped.txt"), os.path.exists("escaped.txt")]`;
  const { outcome } = await sealedPython(sealedPage, code);
  expect(outcome.result).not.toContain(0);
  expect(outcome.changes).toEqual([]);
});

test('a call into nowhere ends its own run and nothing else', async ({ sealedPage }) => {
  const { outcome } = await sealedPython(sealedPage, 'import ctypes\nctypes.CFUNCTYPE(ctypes.c_int)(123456789)()');
  expect(['failed', 'out_of_memory', 'timed_out']).toContain(outcome.status);
  const next = await sealedPython(sealedPage, '40 + 2');
  expect(next.outcome.result).toBe(42);
});
