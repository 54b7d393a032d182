import { expect, test } from './fixtures.ts';
import { barePython, sealedPython } from './python.ts';

/** Each runs JavaScript from text, which the policy of the frame does not allow, and answers what it computed: 42. */
const attacks: Record<string, string> = {
  'pyodide.code.run_js': `
from pyodide.code import run_js
result = run_js("40 + 2")`,
  'the constructor of a constructor': `
from pyodide.ffi import to_js
result = to_js([1]).constructor.constructor("return 40 + 2")()`,
  'js.eval': `
import js
result = js.eval("40 + 2")`,
  'js.Function': `
import js
result = js.Function.new("return 40 + 2")()`,
  'js.setTimeout with text': `
import asyncio, js
js.setTimeout("self.answer = 42", 0)
await asyncio.sleep(0.1)
result = js.answer`,
  'the constructor of _module': `
import pyodide_js
result = pyodide_js._module.constructor.constructor("return 40 + 2")()`,
  'the constructor of _api': `
import pyodide_js
result = pyodide_js._api.constructor.constructor("return 40 + 2")()`,
};

for (const [name, code] of Object.entries(attacks)) {
  test(`${name} runs no JavaScript from text`, async ({ barePage, sealedPage }) => {
    const bare = await barePython(barePage, code);
    expect(bare.result, `the attack must work without the sandbox: ${JSON.stringify(bare.error)}`).toBe(42);
    const sealed = await sealedPython(sealedPage, code);
    expect(sealed.outcome.result).not.toBe(42);
    expect(sealed.outcome.status).toBe('failed');
  });
}
