import { defaultLimits } from '../../src/core/limits.ts';
import type { Json, JsonObject } from '../../src/core/json.ts';
import type { PageMessage } from '../../src/protocol/page-messages.ts';
import type { WorkerMessage } from '../../src/protocol/run-messages.ts';
import type { RuntimeDescriptor } from '../../workers/kit/runtime-descriptor.ts';
import { fetchRuntime } from '../../src/sandbox/assets.ts';
import { startMessage } from '../../src/sandbox/start-message.ts';

export type BareOutcome = { status: string; result: Json; stdout: string; error: unknown };

/**
 * Runs the very same worker without the sandbox: as an ordinary worker of this page's origin. An attack that fails here too would
 * prove nothing when it fails in the sandbox.
 */
export async function runBare(runtime: RuntimeDescriptor, code: string, params: JsonObject = {}): Promise<BareOutcome> {
  const { source, assets } = await fetchRuntime(runtime, () => undefined);
  const worker = new Worker(URL.createObjectURL(source));
  const { port1, port2 } = new MessageChannel();
  const boot = {
    type: 'boot',
    assets,
    memory_bytes: defaultLimits[runtime.memoryLimit],
    port: port2,
  };
  worker.postMessage(boot, [port2]);
  const start: PageMessage = startMessage({
    run_id: 'bare',
    language: runtime.language,
    code,
    params,
    files: [],
    limits: defaultLimits,
  });
  let stdout = '';
  const end = await new Promise<Extract<WorkerMessage, { type: 'end' }>>((resolve, reject) => {
    worker.onerror = (error) => reject(new Error(error.message));
    port1.onmessage = ({ data }: MessageEvent<WorkerMessage>) => {
      if (data.type === 'ready') port1.postMessage(start);
      else if (data.type === 'boot_failed') reject(new Error(data.message));
      else if (data.type === 'output') stdout += data.text;
      else if (data.type === 'end') resolve(data);
    };
  });
  worker.terminate();
  return {
    status: end.status,
    error: end.error,
    stdout,
    result: end.result_json === undefined ? null : (JSON.parse(end.result_json) as Json),
  };
}
