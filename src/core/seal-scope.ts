/** Everything by which a worker reaches a network, a storage or another realm. */
export const DOORS: readonly string[] = [
  'fetch',
  'fetchLater',
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
 * Takes the doors away from a worker of the page, for good, when it has all that it needs. Such a worker inherits the page's policy,
 * which lets the page ask model providers and this computer; what the worker sees (SQL, code that is edited) is not ours, and whatever
 * it might talk the worker into finds nothing to call. Data comes as bytes and files that the page handed in.
 */
export function sealScope(scope: { navigator: object }): void {
  for (const name of DOORS) remove(scope, name);
  for (const name of ['storage', 'sendBeacon', 'serviceWorker']) remove(scope.navigator, name);
}

function remove(owner: object, name: string): void {
  for (let at: object | null = owner; at !== null; at = Reflect.getPrototypeOf(at)) {
    if (Object.hasOwn(at, name)) Reflect.deleteProperty(at, name);
  }
  Object.defineProperty(owner, name, { value: undefined, writable: false, configurable: false });
}
