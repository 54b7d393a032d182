/**
 * A worker without our kit. It boots as it should, so that it is given a run; then it waits for the code of the run, and does with
 * the port and its own global scope what the named attack says,
 * tries the exit that is named after `exit:`, or runs the JavaScript after `eval:` as any worker would.
 */
import type { BootMessage, PageMessage } from '../../src/protocol/page-messages.ts';
import { exits, type Target } from './exits.ts';
import { rawAttacks } from './raw-attacks.ts';

self.addEventListener(
  'message',
  ({ data: { port } }: MessageEvent<BootMessage>) => {
    port.onmessage = ({ data }: MessageEvent<PageMessage>) => {
      if (data.type !== 'start') return;
      if (data.code.startsWith('exit:')) void leave(data.code.slice('exit:'.length), data.params_json, port);
      else if (data.code.startsWith('eval:')) void evaluate(data.code.slice('eval:'.length), data.params_json, port);
      else named(rawAttacks, data.code)(port, data);
    };
    port.postMessage({ type: 'ready', protocol: 1 });
  },
  { once: true },
);

async function leave(name: string, target: string, port: MessagePort): Promise<void> {
  port.postMessage({ type: 'started' });
  const result = await attempt(name, JSON.parse(target) as Target);
  port.postMessage({ type: 'end', status: 'succeeded', error: null, result_json: JSON.stringify(result) });
}

async function evaluate(code: string, params: string, port: MessagePort): Promise<void> {
  port.postMessage({ type: 'started' });
  // oxlint-disable-next-line no-new-func typescript/no-implied-eval -- what an ordinary worker lets code do
  const run = new Function('params', `return (async () => { let result; ${code}\n; return result; })()`) as (
    given: unknown,
  ) => Promise<unknown>;
  const result = await run(JSON.parse(params)).catch(String);
  port.postMessage({ type: 'end', status: 'succeeded', error: null, result_json: JSON.stringify(result) });
}

async function attempt(name: string, target: Target): Promise<{ reached: string } | { refused: string }> {
  try {
    return { reached: await named(exits, name)(target) };
  } catch (error) {
    return { refused: String(error) };
  }
}

function named<T>(table: Record<string, T>, name: string): T {
  const found = table[name];
  if (found === undefined) throw new Error(`there is no "${name}"; there is ${Object.keys(table).join(', ')}`);
  return found;
}
