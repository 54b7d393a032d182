/** Everything by which a worker reaches a network, a storage or another realm. */
export const DOORS: readonly string[] = [
  'fetch',
  'XMLHttpRequest',
  'WebSocket',
  'WebSocketStream',
  'EventSource',
  'WebTransport',
  'RTCPeerConnection',
  'importScripts',
  'indexedDB',
  'caches',
  'BroadcastChannel',
  'Worker',
  'SharedWorker',
  'FileSystemFileHandle',
  'FileSystemDirectoryHandle',
];

/**
 * Takes the doors away from this worker, for good. The SQL that runs here is untrusted: what the engine's own locks might let
 * through finds nothing to call. Data comes as bytes and files that the page handed in.
 */
export function seal(scope: WorkerGlobalScope): void {
  for (const name of DOORS) remove(scope, name);
  remove(scope.navigator, 'storage');
  remove(scope.navigator, 'sendBeacon');
}

function remove(owner: object, name: string): void {
  for (let at: object | null = owner; at !== null; at = Reflect.getPrototypeOf(at)) {
    if (Object.hasOwn(at, name)) Reflect.deleteProperty(at, name);
  }
  Object.defineProperty(owner, name, { value: undefined, writable: false, configurable: false });
}
