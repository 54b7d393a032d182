import wasmUrl from '@duckdb/duckdb-wasm/dist/duckdb-eh.wasm?url';
import type { OnLoadProgress } from '../../core/ports/sql-engine.ts';

/** Bytes of the module as served without compression: what progress counts against where the host compresses or says nothing. */
const MODULE_BYTES = 34_242_586;

const TEXT = 'Loading the SQL engine';

/**
 * Fetches the engine from the page's own origin and compiles it while it arrives. The compiled module is kept by the caller, so
 * that a restarted worker needs neither. Throws `TypeError` where there is no network, `Error` naming the host's status.
 */
export async function loadModule(onProgress: OnLoadProgress): Promise<WebAssembly.Module> {
  onProgress({ done: 0, total: MODULE_BYTES, text: TEXT });
  const response = await fetch(new URL(wasmUrl, document.baseURI));
  if (!response.ok) throw new Error(`The SQL engine could not be fetched: the host answered ${response.status} for ${wasmUrl}`);
  const counted = count(response.clone(), onProgress);
  try {
    // The original response, not a copy: the browser keeps compiled code only for a response of its own.
    if (/^application\/wasm\b/u.test(response.headers.get('content-type') ?? ''))
      return await WebAssembly.compileStreaming(response);
    return await WebAssembly.compile(await response.arrayBuffer());
  } finally {
    await counted;
  }
}

async function count(response: Response, onProgress: OnLoadProgress): Promise<void> {
  const reader = response.body?.getReader();
  let done = 0;
  while (reader) {
    const part = await reader.read();
    if (part.done) break;
    done += part.value.byteLength;
    onProgress({ done, total: Math.max(done, MODULE_BYTES), text: TEXT });
  }
}
