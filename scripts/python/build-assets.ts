import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { loadPyodide, version, type PyodideAPI } from 'pyodide';
import { pyodideOptions } from '../../workers/python/pyodide-options.ts';

/**
 * Makes what the Python runtime loads, under `.cache/python`: the interpreter (gzip), and the memory of an interpreter that has imported
 * the common modules and our kit (what an import costs is compiling it; the standard library has no bytecode). Does nothing where all of it is there and up to date.
 * Their names end in `.bin`, as a host may take it on itself to send a `.gz` as `content-encoding: gzip`. Needs a Node whose WebAssembly can suspend (24 or later): a snapshot made by another has no `run_sync`.
 */

const root = path.resolve(import.meta.dirname, '../..');
const outDir = path.join(root, '.cache/python');
const kitDir = path.join(root, 'workers/python/kit');
const pyodideDir = path.dirname(createRequire(import.meta.url).resolve('pyodide/package.json'));

const inputs = [
  path.join(import.meta.dirname, 'build-assets.ts'),
  path.join(import.meta.dirname, 'primed.py'),
  path.join(root, 'workers/python/pyodide-options.ts'),
  ...readdirSync(kitDir)
    .filter((name) => name.endsWith('.py'))
    .toSorted()
    .map((name) => path.join(kitDir, name)),
];

type HeapAccess = { _emscripten_builtin_malloc(size: number): number; _free(at: number): void; HEAPU8: Uint8Array };

await main();

async function main(): Promise<void> {
  if (!('Suspending' in WebAssembly))
    throw new Error(`Node ${process.version} cannot suspend WebAssembly; run this with the npm package "node" (24)`);
  const key = cacheKey();
  const keyFile = path.join(outDir, 'key.txt');
  if (existsSync(keyFile) && readFileSync(keyFile, 'utf8') === key) return;
  mkdirSync(outDir, { recursive: true });
  const wasm = gzipSync(readFileSync(path.join(pyodideDir, 'pyodide.asm.wasm')), { level: 9 });
  writeFileSync(path.join(outDir, 'interpreter.bin'), wasm);
  const snapshot = gzipSync(await takeSnapshot(), { level: 9 });
  writeFileSync(path.join(outDir, 'snapshot.bin'), snapshot);
  const sizes = {
    wasm: wasm.byteLength,
    stdlib: statSync(path.join(pyodideDir, 'python_stdlib.zip')).size,
    snapshot: snapshot.byteLength,
  };
  writeFileSync(path.join(outDir, 'sizes.json'), `${JSON.stringify(sizes)}\n`);
  writeFileSync(keyFile, key);
  console.log(`Python runtime: ${JSON.stringify(sizes)}`);
}

function cacheKey(): string {
  const hash = createHash('sha256').update(version).update(process.version);
  for (const file of inputs) hash.update(path.basename(file)).update('\0').update(readFileSync(file)).update('\0');
  return hash.digest('hex');
}

async function takeSnapshot(): Promise<Uint8Array> {
  const pyodide = await loadPyodide({ ...pyodideOptions, indexURL: pyodideDir, _makeSnapshot: true });
  pyodide.runPython(readFileSync(path.join(import.meta.dirname, 'primed.py'), 'utf8'), { globals: pyodide.toPy({}) });
  const sources = Object.fromEntries(
    readdirSync(kitDir)
      .filter((name) => name.endsWith('.py') && name !== 'install.py')
      .map((name) => [name.slice(0, -3), readFileSync(path.join(kitDir, name), 'utf8')]),
  );
  pyodide.runPython(readFileSync(path.join(kitDir, 'install.py'), 'utf8'), { globals: pyodide.toPy({ sources }) });
  zeroFreeMemory(pyodide);
  return pyodide.makeMemorySnapshot();
}

/** What compiling and booting have left in freed memory would take a fifth of the download. */
function zeroFreeMemory(pyodide: PyodideAPI): void {
  const { _emscripten_builtin_malloc: malloc, _free: free, HEAPU8 } = (pyodide as unknown as { _module: HeapAccess })._module;
  const { grow } = WebAssembly.Memory.prototype;
  WebAssembly.Memory.prototype.grow = () => {
    throw new RangeError('Only free memory is wanted');
  };
  const taken: number[] = [];
  for (let size = 1 << 20; size >= 64; size >>= 1) {
    for (let at = malloc(size); at !== 0; at = malloc(size)) {
      HEAPU8.fill(0, at, at + size);
      taken.push(at);
    }
  }
  for (const at of taken) free(at);
  WebAssembly.Memory.prototype.grow = grow;
}
