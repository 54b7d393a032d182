import type { LoadProgress } from '../core/ports/sql-engine.ts';
import type { RuntimeAsset, RuntimeDescriptor } from '../../workers/kit/runtime-descriptor.ts';
import { RuntimeLoadError } from './runtime-load-error.ts';

/** What a language's worker is started from. Blobs cross to a frame by reference. */
export type RuntimeBytes = { source: Blob; assets: Record<string, Blob> };

type OnBytes = (bytes: number) => void;

/** Fetches a language's worker and assets, and says how many bytes have come. Throws `RuntimeLoadError`. */
export async function fetchRuntime(
  runtime: RuntimeDescriptor,
  onProgress: (progress: LoadProgress) => void,
): Promise<RuntimeBytes> {
  const total = runtime.assets.reduce((sum, asset) => sum + asset.bytes, 0);
  let done = 0;
  const onBytes: OnBytes = (bytes) => {
    done += bytes;
    onProgress({ done: Math.min(done, total), total, text: `Loading ${runtime.label}` });
  };
  const [source, ...blobs] = await Promise.all([
    fetchBlob(runtime.label, { name: 'worker', url: runtime.workerUrl, bytes: 0 }, () => undefined),
    ...runtime.assets.map((asset) => fetchBlob(runtime.label, asset, onBytes)),
  ]);
  return { source, assets: Object.fromEntries(runtime.assets.map((asset, index) => [asset.name, blobs[index] as Blob])) };
}

/** Fetches a package that code of a language asks for by its name. Throws `RuntimeLoadError`. */
export async function fetchPackage(
  runtime: RuntimeDescriptor,
  name: string,
  onProgress: (progress: LoadProgress) => void,
): Promise<Blob> {
  const asset = runtime.packages?.find((each) => each.name === name);
  if (asset === undefined) throw new RuntimeLoadError(`${runtime.label} has no package "${name}" here.`);
  let done = 0;
  return await fetchBlob(runtime.label, asset, (bytes) => {
    done += bytes;
    onProgress({ done: Math.min(done, asset.bytes), total: asset.bytes, text: `Loading ${name}` });
  });
}

async function fetchBlob(label: string, asset: RuntimeAsset, onBytes: OnBytes): Promise<Blob> {
  try {
    const response = await fetch(asset.url);
    if (!response.ok || response.body === null) throw new Error(`the host answered ${response.status}`);
    const counted = response.body.pipeThrough(counter(onBytes));
    return await new Response(asset.encoding === 'gzip' ? counted.pipeThrough(new DecompressionStream('gzip')) : counted).blob();
  } catch (error) {
    const cause = error instanceof Error ? error.message : String(error);
    throw new RuntimeLoadError(
      `${label} could not be loaded: "${asset.name}" did not arrive (${cause}). Check the connection and try again; where a new version of Sandbank is ready, update to it.`,
    );
  }
}

function counter(onBytes: OnBytes): TransformStream<Uint8Array<ArrayBuffer>, Uint8Array<ArrayBuffer>> {
  return new TransformStream({
    transform(chunk, controller) {
      onBytes(chunk.byteLength);
      controller.enqueue(chunk);
    },
  });
}
