import type { QuickJSContext, QuickJSHandle } from 'quickjs-emscripten-core';
import type { QuickJs } from '../quickjs/load.ts';

/** Marks text that crosses as JSON; the guest's side is `wire` in guest/host.ts. */
const JSON_MARK = '\u0001';
/** Below this nothing is asked: there is always that much. */
const SMALL = 64 * 1024;

/** What crosses between worker and guest. Bytes from the guest are a copy. */
export type Value = string | number | boolean | Uint8Array<ArrayBuffer> | undefined;

/** Thrown where a value has no room in the guest's memory: an error of the code, not of ours. */
export class NoRoomError extends Error {}

/** Turns values into the guest's and back: plain data only. */
export class Values {
  readonly #quickjs: QuickJs;
  readonly #parse: QuickJSHandle;

  constructor(quickjs: QuickJs) {
    const { context } = quickjs;
    this.#quickjs = quickjs;
    using json = context.getProp(context.global, 'JSON');
    this.#parse = context.getProp(json, 'parse');
  }

  get context(): QuickJSContext {
    return this.#quickjs.context;
  }

  read(handle: QuickJSHandle): Value {
    const { context } = this;
    switch (context.typeof(handle)) {
      case 'string':
        return unwire(context.getString(handle));
      case 'number':
        return context.getNumber(handle);
      case 'boolean':
        return context.sameValue(handle, context.true);
      case 'object':
        return this.#bytes(handle);
      default:
        return undefined;
    }
  }

  make(value: Value): QuickJSHandle {
    const { context } = this;
    if (value === undefined) return context.undefined;
    if (typeof value === 'number') return context.newNumber(value);
    if (typeof value === 'boolean') return value ? context.true : context.false;
    if (typeof value === 'string') return this.#text(value);
    this.#checkRoom(value.byteLength);
    return context.newArrayBuffer(exactBuffer(value));
  }

  #text(text: string): QuickJSHandle {
    const { context } = this;
    // The text as C string, and the engine's own, which takes two bytes a character where one is beyond Latin-1.
    this.#checkRoom(text.length * 5);
    if (!text.includes('\0') && text.isWellFormed()) return context.newString(text);
    using json = context.newString(JSON.stringify(text));
    return context.unwrapResult(context.callFunction(this.#parse, context.undefined, json));
  }

  #bytes(handle: QuickJSHandle): Uint8Array<ArrayBuffer> {
    const { context } = this;
    using length = context.getProp(handle, 'byteLength');
    const bytes = context.typeof(length) === 'number' ? context.getNumber(length) : 0;
    if (bytes === 0) return new Uint8Array(0);
    this.#checkRoom(bytes);
    using lent = context.getArrayBuffer(handle);
    return new Uint8Array(lent.value);
  }

  #checkRoom(bytes: number): void {
    if (bytes > SMALL && !this.#quickjs.hasRoomFor(bytes)) throw new NoRoomError('out of memory');
  }
}

export function unwire(text: string): string {
  return text.startsWith(JSON_MARK) ? (JSON.parse(text.slice(1)) as string) : text;
}

function exactBuffer(bytes: Uint8Array<ArrayBuffer>): ArrayBuffer {
  return bytes.byteLength === bytes.buffer.byteLength ? bytes.buffer : bytes.slice().buffer;
}
