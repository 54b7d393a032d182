import { INDEX_URL } from './pyodide-options.ts';

const WASM = 'pyodide.asm.wasm';
const STDLIB = 'python_stdlib.zip';

/**
 * While `boot` runs, `fetch` answers from the bytes that the page handed over (there is no network here), and the interpreter is
 * compiled while the rest is still being read. Where the interpreter cannot be instantiated, Pyodide waits forever; this throws.
 */
export async function withAssets<T>(assets: Record<string, Blob>, boot: () => Promise<T>): Promise<T> {
  const { fetch } = self;
  const { instantiateStreaming } = WebAssembly;
  const files = new Map([
    [INDEX_URL + WASM, new Blob([asset(assets, WASM)], { type: 'application/wasm' })],
    [INDEX_URL + STDLIB, asset(assets, STDLIB)],
  ]);
  self.fetch = (input) => {
    const url = input instanceof Request ? input.url : input.toString();
    const file = files.get(url);
    return file ? Promise.resolve(new Response(file)) : Promise.reject(new TypeError(`The Python runtime has no file ${url}`));
  };
  const { promise: failed, reject } = Promise.withResolvers<never>();
  const compiled = WebAssembly.compileStreaming(self.fetch(INDEX_URL + WASM));
  WebAssembly.instantiateStreaming = async (_source, imports) => {
    try {
      const module = await compiled;
      return { module, instance: await WebAssembly.instantiate(module, imports) };
    } catch (error) {
      reject(error);
      throw error;
    }
  };
  try {
    return await Promise.race([boot(), failed]);
  } finally {
    self.fetch = fetch;
    WebAssembly.instantiateStreaming = instantiateStreaming;
  }
}

function asset(assets: Record<string, Blob>, name: string): Blob {
  const blob = assets[name];
  if (blob === undefined) throw new Error(`The page did not hand over the Python runtime's file ${name}`);
  return blob;
}
