import type { BootMessage, PageMessage } from '../../src/protocol/page-messages.ts';
import type { WorkerMessage } from '../../src/protocol/run-messages.ts';
import { PROTOCOL_VERSION } from '../../src/protocol/version.ts';
import { closeExits } from './close-exits.ts';
import { PortHost } from './port-host.ts';
import { Rehearsal } from './rehearsal.ts';
import type { RunEnd, Runtime } from './run-host-types.ts';

export type { AwsOutput, AwsRequest, BootContext, QueryRows, RunEnd, RunHost, RunStart, Runtime } from './run-host-types.ts';
export { HostRequestError, LimitExceededError } from './run-host-types.ts';

/**
 * Makes this worker serve one run of `runtime`: waits for the boot message, boots, says that it is ready, takes the run, and says how
 * it ended. Call it once, at the top of a language's worker script.
 */
export function serve(runtime: Runtime): void {
  self.addEventListener('message', (event: MessageEvent<BootMessage>) => void boot(runtime, event.data), { once: true });
}

async function boot(runtime: Runtime, { assets, memory_bytes, port }: BootMessage): Promise<void> {
  const say = (message: WorkerMessage): void => port.postMessage(message);
  try {
    await runtime.boot({ assets, memoryBytes: memory_bytes });
    closeExits(self);
  } catch (error) {
    say({ type: 'boot_failed', message: errorText(error).slice(0, 10_000) });
    return;
  }
  let host: PortHost | undefined;
  const rehearsal = new Rehearsal(runtime);
  port.onmessage = ({ data }: MessageEvent<PageMessage>) => {
    if (data.type === 'answer') host?.answer(data);
    else if (host === undefined) {
      host = new PortHost(port, data.limits);
      void run(runtime, data, host, rehearsal);
    }
  };
  say({ type: 'ready', protocol: PROTOCOL_VERSION });
}

async function run(
  runtime: Runtime,
  start: Extract<PageMessage, { type: 'start' }>,
  host: PortHost,
  rehearsal: Rehearsal,
): Promise<void> {
  await rehearsal.callOff();
  host.end(await ending(runtime, start, host));
}

/** A runtime answers every failure of the user's code as a value; what it throws is a fault of the runtime, and said as such. */
async function ending(runtime: Runtime, start: Extract<PageMessage, { type: 'start' }>, host: PortHost): Promise<RunEnd> {
  try {
    return await runtime.run({ ...start, params: JSON.parse(start.params_json) as unknown }, host);
  } catch (error) {
    return { status: 'failed', error: { type: 'RuntimeFault', message: `The runtime broke: ${errorText(error)}` } };
  }
}

function errorText(error: unknown): string {
  return error instanceof Error ? `${error.name}: ${error.message}` : String(error);
}
