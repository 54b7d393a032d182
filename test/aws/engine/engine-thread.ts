import { parentPort } from 'node:worker_threads';

/**
 * The engine's own worker, in a thread of Node: what it hears and says goes by the thread's port. Its build of DuckDB is the browser's,
 * and must not find that this is Node.
 */
const port = parentPort;
if (port === null) throw new Error('The engine runs in a thread of its own');
type Listener = (event: { data: unknown }) => void;
Object.assign(globalThis, {
  self: globalThis,
  addEventListener: (type: string, listener: Listener) => {
    if (type === 'message') port.on('message', (data: unknown) => listener({ data }));
  },
  postMessage: (message: unknown, transfer: ArrayBuffer[]) => port.postMessage(message, transfer),
});
Reflect.deleteProperty(globalThis, 'process');

await import('../../../workers/engine/worker.ts');
