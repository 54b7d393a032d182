import { workspacePath } from '../../../src/core/workspace.ts';
import { FsFault } from './fs-fault.ts';

export type Kind = 'file' | 'directory';
type Bytes = Uint8Array<ArrayBuffer>;
type Entry = { content: Blob | Bytes; modified: number };
type Changed = (path: string, content: Bytes | null) => void;

/** `data` is there from the start: it is where outputs belong. `tmp` is where scripts expect it. */
const TELL_EVERY_MS = 50;
const ALWAYS = ['', 'data', 'tmp'];

/**
 * The workspace as one run sees it: the given files, read when they are opened, and a layer of its own changes over them. A
 * change is told at once, or 50 ms after the one before. Fails with `FsFault`, whose codes are Node's.
 */
export class Workspace {
  readonly #files = new Map<string, Entry>();
  readonly #directories = new Set<string>(ALWAYS);
  readonly #changed: Changed;
  readonly #read: (blob: Blob) => Bytes;
  readonly #untold = new Set<string>();
  #toldAt = -TELL_EVERY_MS;

  constructor(files: { path: string; content: Blob }[], read: (blob: Blob) => Bytes, changed: Changed) {
    const now = Date.now();
    for (const { path, content } of files) {
      this.#files.set(path, { content, modified: now });
      for (const parent of parents(path)) this.#directories.add(parent);
    }
    this.#read = read;
    this.#changed = changed;
  }

  /** Tells of changes that have waited long enough. Cheap where there are none. */
  tick(): void {
    if (this.#untold.size > 0 && performance.now() - this.#toldAt >= TELL_EVERY_MS) this.flush();
  }

  /** Tells of all changes. */
  flush(): void {
    const paths = [...this.#untold];
    this.#untold.clear();
    for (const path of paths) {
      const content = this.#files.get(path)?.content;
      if (content === undefined) this.#changed(path, null);
      else if (content instanceof Uint8Array) this.#changed(path, content);
    }
    this.#toldAt = performance.now();
  }

  stat(raw: string): { kind: Kind; size: number; modified: number } | undefined {
    const path = place(raw, 'stat');
    const file = this.#files.get(path);
    if (file !== undefined) return { kind: 'file', size: sizeOf(file.content), modified: file.modified };
    return this.#directories.has(path) ? { kind: 'directory', size: 0, modified: 0 } : undefined;
  }

  /** The bytes, lent. */
  read(raw: string): Bytes {
    const path = place(raw, 'open');
    const entry = this.#file(path, raw, 'open');
    if (!(entry.content instanceof Uint8Array)) entry.content = this.#read(entry.content);
    return entry.content;
  }

  /** Takes `bytes` as its own. */
  write(raw: string, bytes: Bytes, append: boolean): void {
    const path = place(raw, 'open');
    if (this.#directories.has(path)) throw new FsFault('EISDIR', 'open', raw);
    this.#checkParent(path, raw, 'open');
    const content = append && this.#files.has(path) ? appended(this.read(raw), bytes) : bytes;
    this.#put(path, content);
  }

  makeDirectory(raw: string, recursive: boolean): void {
    const path = place(raw, 'mkdir');
    if (this.#files.has(path) || (this.#directories.has(path) && !recursive)) throw new FsFault('EEXIST', 'mkdir', raw);
    const blocked = parents(path).find((parent) => this.#files.has(parent));
    if (blocked !== undefined) throw new FsFault('ENOTDIR', 'mkdir', raw);
    if (!recursive) this.#checkParent(path, raw, 'mkdir');
    for (const each of [...parents(path), path]) this.#directories.add(each);
  }

  list(raw: string): [name: string, kind: Kind][] {
    const path = place(raw, 'scandir');
    if (this.#files.has(path)) throw new FsFault('ENOTDIR', 'scandir', raw);
    if (!this.#directories.has(path)) throw new FsFault('ENOENT', 'scandir', raw);
    const named = (paths: Iterable<string>, kind: Kind): [string, Kind][] =>
      [...paths]
        .filter((each) => each !== '' && parentOf(each) === path && this.#isShown(each))
        .map((each) => [baseName(each), kind]);
    const entries = [...named(this.#files.keys(), 'file'), ...named(this.#directories, 'directory')];
    return entries.toSorted(([a], [b]) => (a < b ? -1 : 1));
  }

  remove(raw: string, kind: Kind | 'tree'): void {
    const path = place(raw, kind === 'file' ? 'unlink' : 'rmdir');
    if (this.#files.has(path)) {
      if (kind === 'directory') throw new FsFault('ENOTDIR', 'rmdir', raw);
      return this.#drop(path);
    }
    if (!this.#directories.has(path)) throw new FsFault('ENOENT', kind === 'file' ? 'unlink' : 'rmdir', raw);
    if (kind === 'file') throw new FsFault('EISDIR', 'unlink', raw);
    const inside = this.#under(path);
    if (kind === 'directory' && inside.length > 0) throw new FsFault('ENOTEMPTY', 'rmdir', raw);
    for (const each of inside) if (this.#files.has(each)) this.#drop(each);
    for (const each of [...inside, path]) if (!ALWAYS.includes(each)) this.#directories.delete(each);
  }

  rename(rawFrom: string, rawTo: string): void {
    const [from, to] = [place(rawFrom, 'rename'), place(rawTo, 'rename')];
    if (from === to) return;
    if (this.#files.has(from)) {
      if (this.#directories.has(to)) throw new FsFault('EISDIR', 'rename', rawTo);
      return this.#move(from, to, rawTo);
    }
    if (!this.#directories.has(from)) throw new FsFault('ENOENT', 'rename', rawFrom);
    if (this.#files.has(to)) throw new FsFault('ENOTDIR', 'rename', rawTo);
    if (`${to}/`.startsWith(`${from}/`)) throw new FsFault('EINVAL', 'rename', rawTo);
    if (this.#under(to).length > 0) throw new FsFault('ENOTEMPTY', 'rename', rawTo);
    this.#checkParent(to, rawTo, 'rename');
    for (const each of [from, ...this.#under(from)]) {
      const moved = to + each.slice(from.length);
      if (this.#files.has(each)) this.#move(each, moved, rawTo);
      else {
        this.#directories.add(moved);
        if (!ALWAYS.includes(each)) this.#directories.delete(each);
      }
    }
  }

  #move(from: string, to: string, rawTo: string): void {
    this.#checkParent(to, rawTo, 'rename');
    this.#put(to, new Uint8Array(this.read(from)));
    this.#drop(from);
  }

  #put(path: string, content: Bytes): void {
    this.#files.set(path, { content, modified: Date.now() });
    this.#changedNow(path);
  }

  #drop(path: string): void {
    this.#files.delete(path);
    this.#changedNow(path);
  }

  #changedNow(path: string): void {
    this.#untold.delete(path);
    this.#untold.add(path);
    this.tick();
  }

  #file(path: string, raw: string, syscall: string): Entry {
    const entry = this.#files.get(path);
    if (entry !== undefined) return entry;
    if (this.#directories.has(path)) throw new FsFault('EISDIR', 'read', raw);
    throw new FsFault('ENOENT', syscall, raw);
  }

  #checkParent(path: string, raw: string, syscall: string): void {
    const parent = parentOf(path);
    if (this.#files.has(parent)) throw new FsFault('ENOTDIR', syscall, raw);
    if (!this.#directories.has(parent)) throw new FsFault('ENOENT', syscall, raw);
  }

  /** An empty `tmp` that nobody made is not shown. */
  #isShown(path: string): boolean {
    return path !== 'tmp' || this.#under(path).length > 0;
  }

  /** Files and directories inside of it, directories before what they hold. */
  #under(path: string): string[] {
    const prefix = path === '' ? '' : `${path}/`;
    return [...this.#directories, ...this.#files.keys()].filter(
      (each) => each !== path && each !== '' && each.startsWith(prefix),
    );
  }
}

/** The workspace path that code means; '' is the workspace itself. */
/** `/` is the workspace here; `/workspace`, where it stands in Python, is the same. */
function place(given: string, syscall: string): string {
  const raw = /^\/workspace(?:\/|$)/u.test(given) ? `/${given.slice('/workspace/'.length)}` : given;
  const checked = workspacePath(raw);
  if (checked.ok) return checked.path;
  if (/^[./\\]*$/u.test(raw) && !raw.includes('..') && raw !== '') return '';
  throw new FsFault(raw === '' ? 'ENOENT' : 'EACCES', syscall, raw, raw === '' ? undefined : checked.problem);
}

function parentOf(path: string): string {
  const at = path.lastIndexOf('/');
  return at === -1 ? '' : path.slice(0, at);
}

function baseName(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}

function parents(path: string): string[] {
  const found: string[] = [];
  for (let parent = parentOf(path); parent !== ''; parent = parentOf(parent)) found.unshift(parent);
  return found;
}

function sizeOf(content: Blob | Bytes): number {
  return content instanceof Uint8Array ? content.byteLength : content.size;
}

/** The buffer behind the bytes grows by doubling, so that appending line by line stays cheap. */
function appended(bytes: Bytes, more: Bytes): Bytes {
  const length = bytes.byteLength + more.byteLength;
  const room = bytes.byteOffset === 0 && bytes.buffer.byteLength >= length;
  const buffer = room ? bytes.buffer : new ArrayBuffer(Math.max(length, bytes.byteLength * 2));
  const both = new Uint8Array(buffer, 0, length);
  if (!room) both.set(bytes);
  both.set(more, bytes.byteLength);
  return both;
}
