import type { BuildFile, BuildList } from '../../core/offline/build-list.ts';
import { stateKeys } from '../../core/offline/cache-names.ts';
import { cacheOf, missingFiles } from './kept-files.ts';
import { addressOf, ownCaches } from './this-build.ts';

/** Requests at a time. */
const LANES = 4;

/** A file whose bytes are not those of the build, or that is not there. */
export class WrongFileError extends Error {
  override readonly name = 'WrongFileError';
}

/**
 * Fetches what is missing of a version and keeps it. From then on every version is fetched whole. Throws `WrongFileError`, `TypeError`
 * without a network, `QuotaExceededError`, and an `AbortError` where `signal` fires; what has come stays.
 * @param onBytes called with the bytes of each part that comes
 */
export async function keepFiles(list: BuildList, signal: AbortSignal, onBytes: (bytes: number) => void): Promise<void> {
  const queue = await missingFiles(list);
  const failed = new AbortController();
  const stop = AbortSignal.any([signal, failed.signal]);
  const lane = async (): Promise<void> => {
    for (let file = queue.shift(); file !== undefined; file = queue.shift()) await keepFile(list, file, stop, onBytes);
  };
  try {
    await Promise.all(Array.from({ length: LANES }, lane));
  } finally {
    failed.abort();
  }
  const names = ownCaches();
  await (await caches.open(names.state)).put(addressOf(stateKeys.whole), new Response('yes'));
}

async function keepFile(list: BuildList, file: BuildFile, signal: AbortSignal, onBytes: (bytes: number) => void): Promise<void> {
  // "no-store": the service worker leaves it alone, and the browser's own cache is spared a second copy.
  const response = await fetch(addressOf(file.path), { cache: 'no-store', signal });
  if (!response.ok || response.body === null) throw new WrongFileError(`${file.path}: the host answered ${response.status}`);
  const type = response.headers.get('content-type');
  const content = await new Response(response.body.pipeThrough(counter(onBytes))).arrayBuffer();
  if ((await integrityOf(content)) !== file.integrity)
    throw new WrongFileError(`${file.path}: the host sent other bytes than those of this version`);
  signal.throwIfAborted();
  const cache = await caches.open(cacheOf(list, file));
  await cache.put(addressOf(file.path), new Response(content, { headers: type === null ? {} : { 'content-type': type } }));
}

async function integrityOf(content: ArrayBuffer): Promise<string> {
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', content));
  return `sha256-${btoa(String.fromCharCode(...digest))}`;
}

function counter(onBytes: (bytes: number) => void): TransformStream<Uint8Array<ArrayBuffer>, Uint8Array<ArrayBuffer>> {
  return new TransformStream({
    transform(part, controller) {
      onBytes(part.byteLength);
      controller.enqueue(part);
    },
  });
}
