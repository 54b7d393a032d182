const PAGE = 65_536;

export type MemoryCap = {
  /** The most that the WebAssembly memories of this worker have held. They never shrink, so it is what they hold now. */
  peakBytes(): number;
};

/**
 * Caps every WebAssembly memory that this worker makes from now on: its maximum is at most `maxBytes`, whatever was asked for. Call
 * it before the runtime is instantiated. JavaScript's own heap and buffers are not covered.
 */
export function capWasmMemory(maxBytes: number): MemoryCap {
  const maxPages = Math.floor(maxBytes / PAGE);
  const memories: WebAssembly.Memory[] = [];
  const Native = WebAssembly.Memory;
  const Capped = new Proxy(Native, {
    construct(target, [descriptor]: [WebAssembly.MemoryDescriptor], newTarget) {
      const maximum = Math.min(descriptor.maximum ?? maxPages, maxPages);
      const memory = Reflect.construct(target, [{ ...descriptor, maximum }], newTarget) as WebAssembly.Memory;
      memories.push(memory);
      return memory;
    },
  });
  WebAssembly.Memory = Capped;
  Object.defineProperty(Native.prototype, 'constructor', { value: Capped, configurable: true, writable: true });
  return { peakBytes: () => memories.reduce((sum, memory) => sum + memory.buffer.byteLength, 0) };
}
