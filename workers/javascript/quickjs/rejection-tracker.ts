import type { QuickJSContext, QuickJSHandle, QuickJSRuntime } from 'quickjs-emscripten-core';

type Tracker = (context: number, promise: bigint, reason: bigint, handled: number) => void;

/** How much of the runtime's structure is searched for the handler's place. */
const SEARCHED_WORDS = 256;
/** `interrupt_handler`, `interrupt_opaque`, `host_promise_rejection_tracker`: neighbours in JSRuntime (quickjs.c). */
const TRACKER_AFTER_INTERRUPT_WORDS = 2;

/**
 * Knows which promises were rejected and have no handler. QuickJS tells it by `JS_SetHostPromiseRejectionTracker`, for which the build
 * exports no function: the callback is put into the module's table and its index into the runtime's structure. The place is found,
 * not assumed, and tried out before it is used.
 */
export class RejectionTracker {
  readonly #context: QuickJSContext;
  readonly #memory: WebAssembly.Memory;
  /** By promise, the reason, kept alive. Both are the engine's 64-bit values. */
  readonly #unhandled = new Map<bigint, QuickJSHandle>();
  #last: QuickJSHandle | undefined;

  constructor(runtime: QuickJSRuntime, context: QuickJSContext, memory: WebAssembly.Memory, table: WebAssembly.Table) {
    this.#context = context;
    this.#memory = memory;
    const field = interruptHandlerField(runtime, memory) + 4 * TRACKER_AFTER_INTERRUPT_WORDS;
    const index = table.grow(1);
    table.set(
      index,
      wasmFunction((_context, promise, reason, handled) => this.#heard(promise, reason, handled !== 0)),
    );
    new DataView(memory.buffer).setUint32(field, index, true);
    this.#prove();
  }

  /** The reason of the first promise that was rejected and is not handled, lent: a later call may free it. */
  get first(): QuickJSHandle | undefined {
    return this.#unhandled.values().next().value;
  }

  /** The reason of the latest rejection, handled or not, lent. */
  get last(): QuickJSHandle | undefined {
    return this.#last;
  }

  #heard(promise: bigint, reason: bigint, handled: boolean): void {
    if (!handled) {
      this.#unhandled.set(promise, this.#keep(reason));
      this.#last?.dispose();
      this.#last = this.#keep(reason);
    } else {
      this.#unhandled.get(promise)?.dispose();
      this.#unhandled.delete(promise);
    }
  }

  /** A handle of the engine's own value: written over a fresh one, and counted where it is an object. */
  #keep(value: bigint): QuickJSHandle {
    const handle = this.#context.newNumber(0);
    const view = new DataView(this.#memory.buffer);
    if (isCounted(value)) {
      const counter = Number(value & 0xffffffffn);
      view.setInt32(counter, view.getInt32(counter, true) + 1, true);
    }
    view.setBigUint64(handle.value, BigInt.asUintN(64, value), true);
    return handle;
  }

  #prove(): void {
    const context = this.#context;
    context.unwrapResult(context.evalCode('globalThis.probe = Promise.reject("seen"); 0')).dispose();
    const reason = this.first;
    const seen = reason !== undefined && context.getString(reason) === 'seen';
    context.unwrapResult(context.evalCode('probe.catch(() => {}); delete globalThis.probe; 0')).dispose();
    context.runtime.executePendingJobs().dispose();
    if (!seen || this.#unhandled.size > 0) throw new Error('This build of QuickJS does not say which promises were rejected');
  }
}

/**
 * In the engine's NaN boxing the upper half is the value's tag: negative for what is counted (strings, objects, symbols, big integers),
 * and below the range of the numbers' own bits.
 */
function isCounted(value: bigint): boolean {
  const tag = Number(BigInt.asIntN(32, value >> 32n));
  return tag < 0 && tag >= -9;
}

function interruptHandlerField(runtime: QuickJSRuntime, memory: WebAssembly.Memory): number {
  const start = (runtime as unknown as { rt: { value: number } }).rt.value;
  const before = new Uint32Array(memory.buffer, start, SEARCHED_WORDS).slice();
  runtime.setInterruptHandler(() => false);
  const after = new Uint32Array(memory.buffer, start, SEARCHED_WORDS);
  const word = before.findIndex((value, at) => value === 0 && after[at] !== 0);
  runtime.removeInterruptHandler();
  if (word === -1) throw new Error('This build of QuickJS keeps its interrupt handler elsewhere');
  return start + 4 * word;
}

/**
 * The callback as a WebAssembly function of (i32, i64, i64, i32, i32), which only such a module can make: it imports the callback
 * and exports it again.
 */
function wasmFunction(callback: Tracker): unknown {
  const type = [0x60, 5, 0x7f, 0x7e, 0x7e, 0x7f, 0x7f, 0];
  const header = [0, 0x61, 0x73, 0x6d, 1, 0, 0, 0];
  const types = [1, 1 + type.length, 1, ...type];
  const imports = [2, 7, 1, 1, 0x68, 1, 0x66, 0, 0];
  const exported = [7, 5, 1, 1, 0x66, 0, 0];
  const bytes = new Uint8Array([header, types, imports, exported].flat());
  const { exports } = new WebAssembly.Instance(new WebAssembly.Module(bytes), { h: { f: callback } });
  return exports['f'];
}
