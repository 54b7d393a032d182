import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { loadPyodide, version } from 'pyodide';
import { pyodideOptions } from '../../workers/python/pyodide-options.ts';
import { botoPackages, debianPackages, unpackPackages } from './debian-packages.ts';

/**
 * Makes `.cache/python/boto.bin` (gzip): boto3 and what it is made of, out of Debian's packages, as bytecode of the Python that runs
 * in the page, with the models of the services that the page may call. Does nothing where it is there and up to date. Where the
 * packages cannot be had, the file is empty and the build has no boto3.
 */

const root = path.resolve(import.meta.dirname, '../..');
const outDir = path.join(root, '.cache/python');
const kitDir = path.join(root, 'workers/python/boto');
const archiveScript = path.join(import.meta.dirname, 'boto_archive.py');

await main();

async function main(): Promise<void> {
  mkdirSync(outDir, { recursive: true });
  const packages = debianPackages(botoPackages, path.join(root, '.cache/debian'));
  if (!packages.ok) return goWithout(`Debian's packages of it could not be had: ${packages.problem}`);
  const key = cacheKey(packages.files);
  if (existsSync(file('boto.bin')) && existsSync(file('boto.key.txt')) && readFileSync(file('boto.key.txt'), 'utf8') === key)
    return;
  try {
    const archive = gzipSync(await makeArchive(packages.files), { level: 9 });
    write(archive, key);
    console.log(`boto3 for Python: ${archive.byteLength} bytes`);
  } catch (error) {
    goWithout(`no archive could be made of Debian's packages of it: ${error instanceof Error ? error.message : String(error)}`);
  }
}

/** boto3 is a part that a build can do without: who makes one on another system has all the rest. */
function goWithout(reason: string): void {
  console.warn(`This build has no boto3. All else is built. ${reason}`);
  write(Buffer.alloc(0), 'none');
}

function write(archive: Buffer, key: string): void {
  writeFileSync(file('boto.bin'), archive);
  writeFileSync(file('boto.json'), `${JSON.stringify({ bytes: archive.byteLength })}\n`);
  writeFileSync(file('boto.key.txt'), key);
}

function file(name: string): string {
  return path.join(outDir, name);
}

function cacheKey(packages: readonly string[]): string {
  const hash = createHash('sha256').update(version);
  const ours = readdirSync(kitDir).filter((name) => name.endsWith('.py'));
  const inputs = [
    path.join(import.meta.dirname, 'build-boto.ts'),
    archiveScript,
    ...ours.toSorted().map((name) => path.join(kitDir, name)),
    ...packages,
  ];
  for (const input of inputs) hash.update(path.basename(input)).update('\0').update(readFileSync(input)).update('\0');
  return hash.digest('hex');
}

async function makeArchive(packages: readonly string[]): Promise<Uint8Array> {
  const unpacked = unpackPackages(packages);
  try {
    const pyodide = await loadPyodide({
      ...pyodideOptions,
      indexURL: path.dirname(createRequire(import.meta.url).resolve('pyodide/package.json')),
      // What is made of the same packages is the same to the last byte: constants that are sets keep their order.
      env: { ...pyodideOptions.env, PYTHONHASHSEED: '0' },
    });
    for (const [at, folder] of [
      ['/debian', unpacked],
      ['/ours', kitDir],
    ] as const) {
      pyodide.FS.mkdirTree(at);
      pyodide.FS.mount(pyodide.FS.filesystems.NODEFS, { root: folder }, at);
    }
    const names = pyodide.toPy({});
    pyodide.runPython(readFileSync(archiveScript, 'utf8'), { globals: names });
    return pyodide.runPython('memoryview(build("/debian", "/ours"))', { globals: names }).toJs() as Uint8Array;
  } finally {
    rmSync(unpacked, { recursive: true });
  }
}
