const NETWORK = ['fetch', 'XMLHttpRequest', 'WebSocket', 'WebSocketStream', 'EventSource', 'WebTransport', 'importScripts'];
const WORKERS = ['Worker', 'SharedWorker', 'BroadcastChannel'];
const STORAGE = ['indexedDB', 'caches'];

/**
 * Replaces what could leave this worker by something that says why it can't. The wall is the frame's policy and opaque origin, which
 * refuse all of this whatever code does; this gives an error that a person understands, and keeps a run to one thread.
 */
export function closeExits(scope: object): void {
  for (const name of NETWORK) refuse(scope, name, 'the sandbox has no network. Use query() for data, and files of the workspace');
  for (const name of WORKERS) refuse(scope, name, 'code in the sandbox runs in one worker');
  for (const name of STORAGE) refuse(scope, name, 'the sandbox has no storage. Write a file under data/ to keep something');
  refuse(scope, 'close', 'a run ends when its code does');
}

/** Own property or inherited: the one on the prototype is replaced too, so that it cannot be fetched from there. */
function refuse(scope: object, name: string, reason: string): void {
  const refusal = function refused(): never {
    throw new Error(`${name} is not available: ${reason}.`);
  };
  for (let holder: object | null = scope; holder !== null; holder = Object.getPrototypeOf(holder) as object | null) {
    if (holder !== scope && !Object.hasOwn(holder, name)) continue;
    Object.defineProperty(holder, name, { value: refusal, writable: false, configurable: false, enumerable: false });
  }
}
