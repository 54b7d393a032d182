import { INDEX_URL } from './pyodide-options.ts';

const WASM = 'pyodide.asm.wasm';
const STDLIB = 'python_stdlib.zip';

/**
 * While `boot` runs, `fetch` answers from the bytes that the page handed over (there is no network here), and the interpreter is
 * compiled while the rest is still being read. It is instantiated once `ready` has resolved. Where the interpreter cannot be
 * instantiated, Pyodide waits forever; this throws.
 */
export async function withAssets<T>(
  assets: Record<string, Blob>,
  boot: () => Promise<T>,
  ready: Promise<unknown> = Promise.resolve(),
): Promise<T> {
  const files = new Map([
    [INDEX_URL + WASM, new Blob([asset(assets, WASM)], { type: 'application/wasm' })],
    [INDEX_URL + STDLIB, asset(assets, STDLIB)],
  ]);
  const fetchFile = (input: RequestInfo | URL): Promise<Response> => {
    const url = input instanceof Request ? input.url : input.toString();
    const file = files.get(url);
    return file ? Promise.resolve(new Response(file)) : Promise.reject(new TypeError(`The Python runtime has no file ${url}`));
  };
  const { promise: failed, reject } = Promise.withResolvers<never>();
  const compiled = WebAssembly.compileStreaming(fetchFile(INDEX_URL + WASM));
  const instantiateStreaming: typeof WebAssembly.instantiateStreaming = async (_source, imports) => {
    try {
      const [module] = await Promise.all([compiled, ready]);
      return { module, instance: await WebAssembly.instantiate(module, imports) };
    } catch (error) {
      reject(error);
      throw error;
    }
  };
  const restore = [
    replace(self, { fetch: fetchFile, URL: WorkerUrl }),
    replace(WebAssembly, { instantiateStreaming, Module: sharingModule() }),
  ];
  try {
    return await Promise.race([boot(), failed]);
  } finally {
    for (const undo of restore) undo();
  }
}

/** This worker's own address is a blob's, which is no base: to throw there would have the browser read all of Pyodide's script again. */
class WorkerUrl extends URL {
  constructor(url: string | URL, base?: string | URL) {
    super(url, base === self.location.href ? INDEX_URL : base);
  }
}

/**
 * Pyodide makes a module for each of its hundreds of functions that the interpreter calls, though it depends on the function's type
 * alone, of which there are a few dozen.
 */
function sharingModule(): typeof WebAssembly.Module {
  const modules = new Map<string, WebAssembly.Module>();
  return new Proxy(WebAssembly.Module, {
    construct(target, [bytes]: [Uint8Array]) {
      const key = String(bytes);
      const module = modules.get(key) ?? new target(bytes as Uint8Array<ArrayBuffer>);
      modules.set(key, module);
      return module;
    },
  });
}

/** Answers how to put back what was there. */
function replace<T extends object>(holder: T, parts: Partial<T>): () => void {
  const before = Object.fromEntries(Object.keys(parts).map((key) => [key, holder[key as keyof T]])) as Partial<T>;
  Object.assign(holder, parts);
  return () => void Object.assign(holder, before);
}

function asset(assets: Record<string, Blob>, name: string): Blob {
  const blob = assets[name];
  if (blob === undefined) throw new Error(`The page did not hand over the Python runtime's file ${name}`);
  return blob;
}
