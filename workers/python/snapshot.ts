/** Where the memory begins in a snapshot of Pyodide 0.29.5, in bytes: the second word of its header. */
const MEMORY_AT_WORD = 1;
const HEADER_BYTES = 48;

/**
 * A snapshot that is still to come: Pyodide asks for its size first, and for its bytes only when the interpreter is instantiated.
 * `come` resolves when they are there; before, all of it is zero.
 */
export function comingSnapshot(blob: Blob): { snapshot: Uint8Array<ArrayBuffer>; come: Promise<void> } {
  // Nothing is ever written to most of it, so that it takes no memory.
  const snapshot = new Uint8Array(blob.size);
  const come = blob.arrayBuffer().then((buffer) => {
    const bytes = new Uint8Array(buffer);
    const memoryAt = new Uint32Array(buffer, 0, HEADER_BYTES / 4)[MEMORY_AT_WORD] ?? 0;
    snapshot.set(bytes.subarray(0, memoryAt));
    snapshot.subarray = (from, to) => bytes.subarray(from, to);
  });
  return { snapshot, come };
}
