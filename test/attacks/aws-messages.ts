import type { AwsService } from '../../src/core/aws/aws-service.ts';
import type { AwsPage } from '../e2e/aws-page.ts';

/** A request as code says it on the port of its run, with nothing of our kit between; `input` as text is sent as it is. */
export type RawCall = { service: AwsService | (string & {}); operation: string; region?: string; input: object | string };
export type RawAnswer = { ok: boolean; error?: { type: string; message: string; code?: string }; output_json?: string };

/**
 * Takes the port from the kit and speaks on it: `calls` of the parameters all at once, and messages as they are. `grow`: characters that
 * stand for "GROW" in an input.
 */
const SPEAK = String.raw`
import asyncio, json
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
waiting = {}

def heard(event):
    answer = json.loads(js.JSON.stringify(event.data))
    if answer.get("id") in waiting:
        waiting.pop(answer["id"]).set_result(answer["answer"])

port.addEventListener("message", create_proxy(heard))

def say(message):
    post.call(port, to_js(message, dict_converter=js.Object.fromEntries))

def ask(id, call):
    waiting[id] = asyncio.get_running_loop().create_future()
    text = call["input_json"].replace("GROW", "x" * params.get("grow", 0))
    say({"type": "request", "id": id, "capability": "aws", **call, "input_json": text})
    return waiting[id]

async def ask_all(calls, first=1_000_000, at_once=60):
    answers = []
    for at in range(0, len(calls), at_once):
        answers += await asyncio.gather(*[ask(first + at + index, call) for index, call in enumerate(calls[at:at + at_once])])
    return answers
`;

/** A script that has thrown our kit away; `then` speaks with `say`, `ask` and `ask_all`. */
export const hostile = (then: string): string => `${SPEAK}\n${then}`;

export function wired({ input, ...call }: RawCall): Record<string, string> {
  return { ...call, input_json: typeof input === 'string' ? input : JSON.stringify(input) };
}

/** Makes the calls from a run of its own, by raw messages, and answers what came back to each. */
export async function speak(awsApp: AwsPage, calls: readonly RawCall[], grow = 0): Promise<RawAnswer[]> {
  const run = await awsApp.run({
    language: 'python',
    code: hostile('result = await ask_all(params["calls"])'),
    params: { calls: calls.map(wired), grow },
  });
  if (run.error !== null) throw new Error(`the attack broke: ${run.error.message}`);
  return run.result as RawAnswer[];
}
