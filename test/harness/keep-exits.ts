/**
 * Keeps what the kit closes before code runs, as `exits`: so that an attack meets the frame's policy itself, and succeeds where there
 * is no frame.
 */
const scope = globalThis as unknown as Record<string, unknown>;

const NAMES = [
  'fetch',
  'XMLHttpRequest',
  'WebSocket',
  'EventSource',
  'importScripts',
  'Worker',
  'BroadcastChannel',
  'indexedDB',
  'caches',
];

function kept(name: string): unknown {
  const value = scope[name];
  return name === 'fetch' || name === 'importScripts' ? (value as (...given: unknown[]) => unknown).bind(globalThis) : value;
}

scope['exits'] = Object.fromEntries(NAMES.map((name) => [name, kept(name)]));
