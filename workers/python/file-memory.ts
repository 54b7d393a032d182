import { ENOSPC, type EmscriptenFs, type FsNode } from './emscripten.ts';

const STEP = 1024 * 1024;

/**
 * Keeps what all files in memory take, those outside the workspace too, below a limit: past it a write fails (ENOSPC). They lie in
 * JavaScript's memory, which the cap on WebAssembly's does not cover. It counts anew whenever files have grown by a step, so that
 * nothing must be counted down.
 */
export class FileMemory {
  readonly #fs: EmscriptenFs;
  #maxBytes = Infinity;
  #onFull: () => void = () => undefined;
  #grown = 0;

  constructor(fs: EmscriptenFs) {
    this.#fs = fs;
    const { MEMFS } = fs.filesystems;
    const { expandFileStorage, resizeFileStorage } = MEMFS;
    MEMFS.expandFileStorage = (node, capacity) => {
      this.makeRoom(capacity - capacityOf(node));
      expandFileStorage(node, capacity);
    };
    MEMFS.resizeFileStorage = (node, size) => {
      this.makeRoom(size - capacityOf(node));
      resizeFileStorage(node, size);
    };
  }

  limit(maxBytes: number, onFull: () => void): void {
    this.#maxBytes = maxBytes;
    this.#onFull = onFull;
  }

  /** Throws ENOSPC where there is no room for so many bytes more. */
  makeRoom(bytes: number): void {
    if (bytes <= 0) return;
    this.#grown += bytes;
    if (this.#grown < STEP) return;
    this.#grown = 0;
    if (this.#bytesInMemory() + bytes <= this.#maxBytes) return;
    this.#onFull();
    throw new this.#fs.ErrnoError(ENOSPC);
  }

  #bytesInMemory(): number {
    const nodes = new Set<FsNode>();
    for (const first of this.#fs.nameTable) for (let node = first; node; node = node.name_next) nodes.add(node);
    for (const stream of this.#fs.streams) if (stream) nodes.add(stream.node);
    let sum = 0;
    for (const node of nodes) sum += capacityOf(node);
    return sum;
  }
}

function capacityOf(node: FsNode): number {
  return ArrayBuffer.isView(node.contents) ? node.contents.byteLength : 0;
}
