import { expect, test } from './fixtures.ts';
import { sealedPython } from './python.ts';

/** Takes the port of the run from the kit, by listening to what it posts. */
const TAKE_PORT = `
import js
from pyodide.ffi import create_proxy, to_js

ports = []
post = js.MessagePort.prototype.postMessage

def overheard(this, *given):
    ports.append(this)
    return post.call(this, *given)

js.MessagePort.prototype.postMessage = create_proxy(overheard, capture_this=True)
markdown("listening")
js.MessagePort.prototype.postMessage = post
port = ports[0]

def say(**message):
    post.call(port, to_js(message, dict_converter=js.Object.fromEntries))
`;

test('a forged end ends the run that forged it, and nothing is heard after it', async ({ sealedPage }) => {
  const { outcome, stdout } = await sealedPython(
    sealedPage,
    `${TAKE_PORT}
post.call(port, js.JSON.parse('{"type":"end","status":"succeeded","error":null,"result_json":"\\\\"forged\\\\""}'))
say(type="output", stream="stdout", text="after the end")
say(type="file", path="late.txt", content=js.Uint8Array.new(1))
while True:
    pass`,
  );
  expect(outcome.error).toBeNull();
  expect(outcome.result).toBe('forged');
  expect(stdout).not.toContain('after the end');
  expect(outcome.changes).toEqual([]);
  const next = await sealedPython(sealedPage, '"honest"');
  expect(next.outcome).toMatchObject({ status: 'succeeded', result: 'honest', changes: [] });
  expect(next.stdout).toBe('');
});

test('messages in no schema are dropped and counted', async ({ sealedPage }) => {
  const before = await sealedPage.evaluate(() => window.harness.dropped());
  const { outcome } = await sealedPython(
    sealedPage,
    `${TAKE_PORT}
say(type="started")
say(type="ready", protocol=1)
say(type="output", stream="stdout", text="no", run_id="another run")
say(type="request", id=1, capability="fetch", sql="https://example.com")
say(type="file", path="../../outside.txt", content=js.Uint8Array.new(1))
result = "done"`,
  );
  expect(outcome.error).toBeNull();
  expect(outcome).toMatchObject({ status: 'succeeded', result: 'done', changes: [] });
  expect((await sealedPage.evaluate(() => window.harness.dropped())) - before).toBe(5);
});
