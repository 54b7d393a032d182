import type { BootContext, RunEnd, RunHost, RunStart, Runtime } from '../kit/serve.ts';
import { prepareCode } from './code/prepare.ts';
import { Guest } from './host/guest.ts';
import { JavascriptRun } from './javascript-run.ts';
import { loadQuickJs } from './quickjs/load.ts';

/** A spare has time to load what most code needs, and to warm up the parser; a run that comes at once does not wait for it. */
const PRELOAD_AFTER_MS = 50;

/** QuickJS as a runtime of the sandbox: one interpreter for one run. */
export class JavascriptRuntime implements Runtime {
  readonly #readBlob: (blob: Blob) => Uint8Array<ArrayBuffer>;
  #guest: Guest | undefined;
  #memoryBytes = 0;
  #preloading: ReturnType<typeof setTimeout> | undefined;

  constructor(readBlob: (blob: Blob) => Uint8Array<ArrayBuffer>) {
    this.#readBlob = readBlob;
  }

  async boot({ assets, memoryBytes }: BootContext): Promise<void> {
    const wasm = assets['quickjs.wasm'];
    if (wasm === undefined) throw new Error('The asset "quickjs.wasm" is missing');
    this.#memoryBytes = memoryBytes;
    const guest = new Guest(await loadQuickJs(await wasm.arrayBuffer(), memoryBytes));
    this.#guest = guest;
    this.#preloading = setTimeout(() => {
      prepareCode('await 1\n1');
      guest.call('preload');
    }, PRELOAD_AFTER_MS);
  }

  async run(start: RunStart, host: RunHost): Promise<RunEnd> {
    clearTimeout(this.#preloading);
    const guest = this.#guest;
    if (guest === undefined) throw new Error('run() was called before boot()');
    const run = new JavascriptRun({ guest, host, start, memoryBytes: this.#memoryBytes, readBlob: this.#readBlob });
    const end = await run.run();
    return { ...end, peak_memory_bytes: guest.quickjs.memory.buffer.byteLength };
  }
}
