import type { BootContext, RunEnd, RunHost, RunStart, Runtime } from '../kit/serve.ts';
import { Guest } from './host/guest.ts';
import { JavascriptRun } from './javascript-run.ts';
import { compileQuickJs, startQuickJs } from './quickjs/load.ts';
import { REHEARSED_FILES, REHEARSED_MISTAKE, REHEARSED_MODULE, REHEARSED_SCRIPT } from './rehearsal.ts';

const REHEARSAL_MEMORY = 64 * 1024 * 1024;

type ReadBlob = (blob: Blob) => Uint8Array<ArrayBuffer>;

/** QuickJS as a runtime of the sandbox: one interpreter for one run. */
export class JavascriptRuntime implements Runtime {
  readonly #readBlob: ReadBlob;
  #module: WebAssembly.Module | undefined;
  #guest: Guest | undefined;
  #memoryBytes = 0;

  constructor(readBlob: ReadBlob) {
    this.#readBlob = readBlob;
  }

  async boot({ assets, memoryBytes }: BootContext): Promise<void> {
    const wasm = assets['quickjs.wasm'];
    if (wasm === undefined) throw new Error('The asset "quickjs.wasm" is missing');
    this.#memoryBytes = memoryBytes;
    this.#module = await compileQuickJs(await wasm.arrayBuffer());
    this.#guest = new Guest(await startQuickJs(this.#module, memoryBytes));
  }

  /** Loads what most code needs, and runs code in interpreters of its own, of which nothing is left but what the browser compiled. */
  *rehearse(start: Omit<RunStart, 'code' | 'files'>, host: () => RunHost): Generator<Promise<unknown> | void> {
    const module = this.#module;
    if (module === undefined || this.#guest === undefined) return;
    yield void this.#guest.call('preload');
    for (const code of [REHEARSED_SCRIPT, REHEARSED_MISTAKE, REHEARSED_MODULE, REHEARSED_SCRIPT]) {
      const starting = startQuickJs(module, REHEARSAL_MEMORY);
      yield starting;
      yield starting.then((quickjs) =>
        new JavascriptRun({
          guest: new Guest(quickjs),
          host: host(),
          start: { ...start, code, files: REHEARSED_FILES },
          memoryBytes: REHEARSAL_MEMORY,
          readBlob: this.#readBlob,
        }).run(),
      );
    }
  }

  async run(start: RunStart, host: RunHost): Promise<RunEnd> {
    const guest = this.#guest;
    if (guest === undefined) throw new Error('run() was called before boot()');
    const run = new JavascriptRun({ guest, host, start, memoryBytes: this.#memoryBytes, readBlob: this.#readBlob });
    const end = await run.run();
    return { ...end, peak_memory_bytes: guest.quickjs.memory.buffer.byteLength };
  }
}
