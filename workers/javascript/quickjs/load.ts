import baseVariant from '@jitl/quickjs-wasmfile-release-sync';
import { newQuickJSWASMModuleFromVariant, newVariant, type QuickJSContext, type QuickJSRuntime } from 'quickjs-emscripten-core';
import { exportTable, TABLE_EXPORT } from './export-table.ts';
import { RejectionTracker } from './rejection-tracker.ts';

const PAGE = 65_536;
const INITIAL_PAGES = 256;

/**
 * How deep guest code may recurse, in bytes of the interpreter's stack: about 370 plain calls. With more, ever more kinds of recursion
 * (getters, generators, sorting) overflow the browser's own stack first, and that is the end of the interpreter.
 */
export const STACK_BYTES = 64 * 1024;

/** One interpreter: good for one run. */
export type QuickJs = {
  runtime: QuickJSRuntime;
  context: QuickJSContext;
  rejections: RejectionTracker;
  memory: WebAssembly.Memory;
  /** Whether so many bytes can be had in one piece. What is put into the interpreter without asking may land anywhere. */
  hasRoomFor(bytes: number): boolean;
};

/** The variant's own loader is a plain function; its type allows for more. */
type Loader = (options: unknown) => Promise<unknown>;
type Allocator = { _malloc(bytes: number): number; _free(pointer: number): void };

/** The interpreter's program, from the build's bytes: compiled once for all that are started of it. */
export async function compileQuickJs(wasm: ArrayBuffer): Promise<WebAssembly.Module> {
  return await WebAssembly.compile(exportTable(new Uint8Array(wasm)));
}

/** Starts QuickJS in a memory that grows to `memoryBytes` and no further. */
export async function startQuickJs(module: WebAssembly.Module, memoryBytes: number): Promise<QuickJs> {
  const maximum = Math.floor(memoryBytes / PAGE);
  const memory = new WebAssembly.Memory({ initial: Math.min(INITIAL_PAGES, maximum), maximum });
  let table: WebAssembly.Table | undefined;
  let allocator: Allocator | undefined;
  const base: typeof baseVariant = {
    ...baseVariant,
    importModuleLoader: async () => {
      const load = (await baseVariant.importModuleLoader()) as Loader;
      return async (options: unknown) => {
        const emscripten = await load(options);
        allocator = emscripten as Allocator;
        return emscripten as never;
      };
    },
  };
  const variant = newVariant(base, {
    wasmMemory: memory,
    emscriptenModule: {
      instantiateWasm: (imports, onSuccess) => {
        const instance = new WebAssembly.Instance(module, imports);
        table = instance.exports[TABLE_EXPORT] as WebAssembly.Table;
        onSuccess(instance);
        return instance.exports;
      },
    },
  });
  const quickjs = await newQuickJSWASMModuleFromVariant(variant);
  if (table === undefined || allocator === undefined)
    throw new Error('QuickJS was not instantiated from the module that it was given');
  const runtime = quickjs.newRuntime();
  runtime.setMaxStackSize(STACK_BYTES);
  const context = runtime.newContext();
  const rejections = new RejectionTracker(runtime, context, memory, table);
  return { runtime, context, rejections, memory, hasRoomFor: (bytes) => hasRoomFor(allocator as Allocator, bytes) };
}

function hasRoomFor(allocator: Allocator, bytes: number): boolean {
  const pointer = allocator._malloc(bytes);
  if (pointer !== 0) allocator._free(pointer);
  return pointer !== 0;
}
