import { defineHidden } from './define.ts';
import { bytesOf } from './bytes.ts';
import { host, parseJson, wire } from './host.ts';
import { fsStreams } from './fs-streams.ts';

type Options =
  | string
  | null
  | undefined
  | { encoding?: string | null; flag?: string; recursive?: boolean; force?: boolean; withFileTypes?: boolean };
type Kind = 'file' | 'directory';
type Found = { kind: Kind; size: number; modified: number };
type BufferClass = { from(bytes: ArrayBuffer | string, encoding?: string): Uint8Array };

const UTF8 = new Set(['utf8', 'utf-8']);

function encodingOf(options: Options): string | undefined {
  const encoding = typeof options === 'string' ? options : options?.encoding;
  return encoding === null || encoding === undefined || encoding === 'buffer' ? undefined : encoding.toLowerCase();
}

function buffers(): BufferClass {
  return (globalThis as unknown as { Buffer: BufferClass }).Buffer;
}

/** A path as text. URLs of files count as their path. */
function pathText(path: unknown): string {
  if (typeof path === 'string') return wire(path);
  if (path instanceof Uint8Array) return wire(String(path));
  if (typeof path === 'object' && path !== null && 'pathname' in path) return wire(decodeURIComponent(String(path.pathname)));
  throw Object.assign(new TypeError(`The "path" argument must be of type string. Received ${typeof path}`), {
    code: 'ERR_INVALID_ARG_TYPE',
  });
}

function found(path: unknown): Found | undefined {
  const json = host.stat(pathText(path));
  return json === '' ? undefined : (parseJson(json) as Found);
}

export class FsError extends Error {
  constructor(code: string, text: string, syscall: string, path: unknown) {
    super(`${code}: ${text}, ${syscall} '${String(path)}'`);
    Object.assign(this, { code, syscall, path: String(path) });
  }
}
defineHidden(FsError.prototype, 'name', 'Error');

function missing(syscall: string, path: unknown): FsError {
  return new FsError('ENOENT', 'no such file or directory', syscall, path);
}

class Stats {
  readonly size: number;
  readonly mtimeMs: number;
  readonly mode: number;
  constructor({ kind, size, modified }: Found) {
    this.size = size;
    this.mtimeMs = modified;
    this.mode = kind === 'file' ? 0o100644 : 0o40755;
  }
  get mtime(): Date {
    return new Date(this.mtimeMs);
  }
  get ctime(): Date {
    return this.mtime;
  }
  get atime(): Date {
    return this.mtime;
  }
  get birthtime(): Date {
    return this.mtime;
  }
  isFile(): boolean {
    return this.mode === 0o100644;
  }
  isDirectory(): boolean {
    return !this.isFile();
  }
  isSymbolicLink(): boolean {
    return false;
  }
}

class Dirent {
  readonly name: string;
  readonly parentPath: string;
  readonly #kind: Kind;
  constructor(name: string, parentPath: string, kind: Kind) {
    this.name = name;
    this.parentPath = parentPath;
    this.#kind = kind;
  }
  get path(): string {
    return this.parentPath;
  }
  isFile(): boolean {
    return this.#kind === 'file';
  }
  isDirectory(): boolean {
    return this.#kind === 'directory';
  }
  isSymbolicLink(): boolean {
    return false;
  }
}

function list(path: unknown): [string, Kind][] {
  return parseJson(host.listDirectory(pathText(path))) as [string, Kind][];
}

function listTree(path: string, prefix = ''): [string, Kind][] {
  return list(path).flatMap(([name, kind]): [string, Kind][] => [
    [prefix + name, kind],
    ...(kind === 'directory' ? listTree(`${path}/${name}`, `${prefix}${name}/`) : []),
  ]);
}

function write(path: unknown, data: unknown, options: Options, append: boolean): void {
  const encoding = encodingOf(options);
  const appends = append || (typeof options === 'object' && options !== null && options.flag?.startsWith('a') === true);
  if (typeof data === 'string' && (encoding === undefined || UTF8.has(encoding)))
    return host.writeText(pathText(path), wire(data), appends);
  if (typeof data !== 'string' && !ArrayBuffer.isView(data) && !(data instanceof ArrayBuffer)) throw wrongData(data);
  const bytes = typeof data === 'string' ? buffers().from(data, encoding) : bytesOf(data);
  host.writeFile(pathText(path), bytes.buffer as ArrayBuffer, bytes.byteOffset, bytes.byteLength, appends);
}

function wrongData(data: unknown): TypeError {
  const got =
    data === null ? 'null' : typeof data === 'object' ? 'an object; use JSON.stringify to write it as JSON' : typeof data;
  return Object.assign(new TypeError(`The "data" argument must be of type string or bytes. Received ${got}`), {
    code: 'ERR_INVALID_ARG_TYPE',
  });
}

const sync = {
  readFile: (path: unknown, options?: Options) => {
    const encoding = encodingOf(options);
    if (encoding !== undefined && UTF8.has(encoding)) return host.readText(pathText(path), 'utf-8');
    const bytes = buffers().from(host.readFile(pathText(path)));
    return encoding === undefined ? bytes : (bytes as unknown as { toString(encoding: string): string }).toString(encoding);
  },
  writeFile: (path: unknown, data: unknown, options?: Options) => write(path, data, options, false),
  appendFile: (path: unknown, data: unknown, options?: Options) => write(path, data, options, true),
  mkdir: (path: unknown, options?: Options) =>
    host.makeDirectory(pathText(path), typeof options === 'object' && options?.recursive === true),
  readdir: (path: unknown, options?: Options) => {
    const settings = typeof options === 'object' && options !== null ? options : {};
    const entries = settings.recursive === true ? listTree(String(path)) : list(path);
    if (settings.withFileTypes !== true) return entries.map(([name]) => name);
    return entries.map(([name, kind]) => {
      const at = name.lastIndexOf('/');
      return new Dirent(name.slice(at + 1), at === -1 ? String(path) : `${String(path)}/${name.slice(0, at)}`, kind);
    });
  },
  stat: (path: unknown, options?: { throwIfNoEntry?: boolean }) => {
    const entry = found(path);
    if (entry !== undefined) return new Stats(entry);
    if (options?.throwIfNoEntry === false) return undefined;
    throw missing('stat', path);
  },
  unlink: (path: unknown) => host.remove(pathText(path), 'file'),
  rmdir: (path: unknown, options?: Options) =>
    host.remove(pathText(path), typeof options === 'object' && options?.recursive === true ? 'tree' : 'directory'),
  rm: (path: unknown, options?: Options) => {
    const settings = typeof options === 'object' && options !== null ? options : {};
    const entry = found(path);
    if (entry === undefined && settings.force === true) return;
    if (entry?.kind === 'directory' && settings.recursive !== true)
      throw new FsError('ERR_FS_EISDIR', 'Path is a directory (use recursive: true)', 'rm', path);
    host.remove(pathText(path), settings.recursive === true ? 'tree' : 'file');
  },
  rename: (from: unknown, to: unknown) => host.rename(pathText(from), pathText(to)),
  copyFile: (from: unknown, to: unknown) => {
    const bytes = host.readFile(pathText(from));
    host.writeFile(pathText(to), bytes, 0, bytes.byteLength, false);
  },
  access: (path: unknown) => {
    if (found(path) === undefined) throw missing('access', path);
  },
  truncate: (path: unknown, length = 0) => {
    const bytes = new Uint8Array(length);
    bytes.set(new Uint8Array(host.readFile(pathText(path))).subarray(0, length));
    host.writeFile(pathText(path), bytes.buffer, 0, length, false);
  },
  mkdtemp: (prefix: unknown) => {
    const path = `${String(prefix)}${Math.random().toString(36).slice(2, 8)}`;
    host.makeDirectory(pathText(path), false);
    return path;
  },
  realpath: (path: unknown) => {
    sync.access(path);
    return String(path);
  },
};

type Operation = (...args: unknown[]) => unknown;
const operations: [string, Operation][] = [...Object.entries(sync), ['lstat', sync.stat]] as [string, Operation][];

/** `fs`: the workspace. Every operation exists as `…Sync`, with a callback, and as a promise. */
export function makeFs(): Record<string, unknown> {
  const exists = (path: unknown): boolean =>
    (typeof path === 'string' || typeof path === 'object') && path !== null && found(path) !== undefined;
  const promises: Record<string, unknown> = { constants: { F_OK: 0, R_OK: 4, W_OK: 2, X_OK: 1 } };
  const fs: Record<string, unknown> = { constants: promises['constants'], existsSync: exists };
  for (const [name, operation] of operations) {
    fs[`${name}Sync`] = operation;
    promises[name] = async (...args: unknown[]) => operation(...args);
    fs[name] = withCallback(name, operation);
  }
  fs['exists'] = (path: unknown, callback: (exists: boolean) => void) => queueMicrotask(() => callback(exists(path)));
  fs['promises'] = promises;
  return Object.assign(fs, fsStreams(sync));
}

function withCallback(name: string, operation: Operation): Operation {
  return (...args) => {
    const callback = args.at(-1);
    if (typeof callback !== 'function')
      throw new TypeError(`fs.${name} takes a callback; use fs.${name}Sync or await fs.promises.${name}`);
    let outcome: unknown[];
    try {
      outcome = [null, operation(...args.slice(0, -1))];
    } catch (error) {
      outcome = [error];
    }
    queueMicrotask(() => void (callback as Operation)(...outcome));
  };
}
