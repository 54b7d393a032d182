import type { JsonObject } from '../../../../core/json.ts';
import { standaloneCode } from '../../../../../workers/javascript/code/standalone.ts';
import prelude from './prelude.js?raw';

const NO_MODULE = [
  "if (typeof require === 'undefined')",
  `  throw new Error('A package.json near this file says "type": "module". Rename the file to end in .cjs, and run that.');`,
].join('\n');

/**
 * The workflow as a file for Node 20 or newer. The code is as it is, but for what keeps a script's last expression. Throws
 * `SyntaxFault` for code that is no JavaScript.
 */
export function javascriptScript(
  code: string,
  heading: string[],
  defaults: JsonObject,
): { text: string; ending: '.js' | '.mjs' } {
  const { kind, source } = standaloneCode(code);
  const comment = heading.map((line) => `// ${line}`.trimEnd()).join('\n');
  const given = `const DEFAULTS = ${JSON.stringify(defaults)};\n${prelude}`;
  if (kind === 'module') {
    const text = `#!/usr/bin/env node
${comment}

// ── What the workbench gives to code ──

await (async () => {
const require = (await import('node:module')).createRequire(import.meta.url);
${given}
finish(async () => (await import(import.meta.url)).default);
})();

// ── The workflow ──

${source}
`;
    return { text, ending: '.mjs' };
  }
  const text = `#!/usr/bin/env node
${comment}

${NO_MODULE}

// ── What the workbench gives to code ──

(function () {
${given}
define(Symbol.for('sandbank.run'), (script) => {
  const scope = {};
  finish(() => valueOf(scope, module, exports));
  script.call(exports, scope, require, module, exports, __filename, __dirname);
});
})();

// ── The workflow: as it is, but for what keeps the value of its last expression ──

globalThis[Symbol.for('sandbank.run')](${source});
`;
  return { text, ending: '.js' };
}
