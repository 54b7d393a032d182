import type { EmscriptenFs, FsNode, FsStream, NodeOps, StreamOps } from './emscripten.ts';
import { BlobReader } from './blob-reader.ts';
import { FileMemory } from './file-memory.ts';

export const WORKSPACE = '/workspace';
const FILE_MODE = 0o100666;
const WRITABLE = 0b11;
const OPEN_FILES_MS = 2000;

export type WorkspaceListener = {
  /** Hears of a file as it is now, or that it is gone (null). The bytes are only lent. */
  onFile(path: string, content: Uint8Array | null): void;
  /** A write failed (ENOSPC), as the files in memory would take too much. */
  onFull(): void;
};

/**
 * The workspace as the code sees it: `/workspace`, a memory file system whose given files are read from their blobs as they are
 * needed, and which tells what was written, when a file is closed and in `sync`.
 */
export class Workspace {
  readonly #fs: EmscriptenFs;
  readonly #given = new WeakMap<FsNode, BlobReader>();
  readonly #versions = new WeakMap<FsNode, number>();
  /** What the other side has: by path, the node and its version. */
  readonly #told = new Map<string, { node: FsNode; version: number }>();
  readonly #fileOps: { node: NodeOps; stream: StreamOps };
  readonly #dirOps: { node: NodeOps; stream: StreamOps };
  readonly #memory: FileMemory;
  #listener: WorkspaceListener | undefined;
  #changed = false;
  #moved = false;
  #syncedAt = 0;

  constructor(fs: EmscriptenFs) {
    this.#fs = fs;
    const { dir, file } = fs.filesystems.MEMFS.ops_table;
    this.#fileOps = { node: this.#fileNodeOps(file.node), stream: this.#fileStreamOps(file.stream) };
    this.#dirOps = { node: this.#dirNodeOps(dir.node), stream: dir.stream };
    this.#memory = new FileMemory(fs);
    fs.mkdirTree(WORKSPACE);
    fs.mount({ mount: (mount) => this.#adopt(fs.filesystems.MEMFS.mount(mount)) }, {}, WORKSPACE);
    fs.mkdir(`${WORKSPACE}/data`);
    fs.chdir(WORKSPACE);
  }

  /**
   * Fills the workspace and starts to listen. All files in memory, those outside the workspace too, may take `maxBytes`; past that a
   * write fails. Answers the paths that could not be made, because another file is in the way of their folder.
   */
  open(files: { path: string; content: Blob }[], maxBytes: number, listener: WorkspaceListener): string[] {
    const failed: string[] = [];
    for (const { path, content } of files) {
      try {
        this.#give(path, content);
      } catch (error) {
        if (!(error instanceof this.#fs.ErrnoError)) throw error;
        failed.push(path);
      }
    }
    this.#memory.limit(maxBytes, () => listener.onFull());
    this.#listener = listener;
    return failed;
  }

  /** Files of the workspace that are open for writing. */
  get openForWriting(): number {
    return this.#fs.streams.filter((stream) => stream && (stream.flags & WRITABLE) !== 0 && this.#versions.has(stream.node))
      .length;
  }

  /** Cheap where nothing has changed. Tells of renamed files at once, of those still open every two seconds. */
  tick(now: number): void {
    if (!this.#moved && (!this.#changed || now - this.#syncedAt < OPEN_FILES_MS)) return;
    this.#syncedAt = now;
    this.sync();
  }

  /** Tells all that the other side does not have yet. */
  sync(): void {
    this.#changed = false;
    this.#moved = false;
    const now = new Map<string, FsNode>();
    this.#walk(WORKSPACE, now);
    for (const path of this.#told.keys()) if (!now.has(path)) this.#tellGone(path);
    for (const [path, node] of now) this.#tell(path, node);
  }

  #give(path: string, content: Blob): void {
    const full = `${WORKSPACE}/${path}`;
    this.#fs.mkdirTree(full.slice(0, full.lastIndexOf('/')));
    const node = this.#fs.mknod(full, FILE_MODE, 0);
    node.usedBytes = content.size;
    this.#given.set(node, new BlobReader(content));
    this.#told.set(path, { node, version: this.#versions.get(node) ?? 0 });
  }

  #adopt(node: FsNode): FsNode {
    if (this.#fs.isDir(node.mode)) {
      node.node_ops = this.#dirOps.node;
      node.stream_ops = this.#dirOps.stream;
    } else if (this.#fs.isFile(node.mode)) {
      node.node_ops = this.#fileOps.node;
      node.stream_ops = this.#fileOps.stream;
      this.#versions.set(node, 0);
    }
    return node;
  }

  #dirNodeOps(base: NodeOps): NodeOps {
    const { MEMFS } = this.#fs.filesystems;
    return {
      ...base,
      mknod: (parent, name, mode, dev) => this.#adopt(MEMFS.createNode(parent, name, mode, dev)),
      unlink: (parent, name) => {
        base.unlink(parent, name);
        this.#tellGone(this.#relative(`${this.#fs.getPath(parent)}/${name}`));
      },
      rename: (node, newParent, newName) => {
        base.rename(node, newParent, newName);
        this.#moved = true;
      },
    };
  }

  #fileNodeOps(base: NodeOps): NodeOps {
    return {
      ...base,
      setattr: (node, attr) => {
        if (attr.size !== undefined) {
          if (attr.size > 0) this.#materialize(node);
          this.#given.delete(node);
          this.#touch(node);
        }
        base.setattr(node, attr);
      },
    };
  }

  #fileStreamOps(base: StreamOps): StreamOps {
    return {
      ...base,
      read: (stream, buffer, offset, length, position) => {
        const given = this.#given.get(stream.node);
        return given ? given.read(buffer, offset, length, position) : base.read(stream, buffer, offset, length, position);
      },
      write: (stream, buffer, offset, length, position) => {
        this.#materialize(stream.node);
        this.#touch(stream.node);
        return base.write(stream, buffer, offset, length, position, false);
      },
      mmap: (stream, length, position, prot, flags) => {
        this.#materialize(stream.node);
        return base.mmap(stream, length, position, prot, flags);
      },
      msync: (stream, buffer, offset, length, flags) => {
        this.#touch(stream.node);
        return base.msync(stream, buffer, offset, length, flags);
      },
      close: (stream) => this.#closed(stream),
    };
  }

  #closed({ node, flags }: FsStream): void {
    if ((flags & WRITABLE) === 0) return;
    const path = this.#relative(this.#fs.getPath(node));
    const stillThere = (node.parent.contents as Record<string, FsNode>)[node.name] === node;
    if (stillThere) this.#tell(path, node);
  }

  #tell(path: string, node: FsNode): void {
    const version = this.#versions.get(node) ?? 0;
    const told = this.#told.get(path);
    if (told?.node === node && told.version === version) return;
    this.#told.set(path, { node, version });
    this.#listener?.onFile(path, this.#bytes(node));
  }

  #tellGone(path: string): void {
    if (this.#told.delete(path)) this.#listener?.onFile(path, null);
  }

  #bytes(node: FsNode): Uint8Array {
    const given = this.#given.get(node);
    if (given) return given.all();
    const { contents } = node;
    return ArrayBuffer.isView(contents)
      ? new Uint8Array(contents.buffer, contents.byteOffset, node.usedBytes)
      : new Uint8Array(0);
  }

  /** A given file that is about to change becomes one in memory. */
  #materialize(node: FsNode): void {
    const given = this.#given.get(node);
    if (!given) return;
    this.#memory.makeRoom(node.usedBytes);
    node.contents = given.all();
    this.#given.delete(node);
  }

  #touch(node: FsNode): void {
    this.#changed = true;
    this.#versions.set(node, (this.#versions.get(node) ?? 0) + 1);
  }

  #walk(directory: string, into: Map<string, FsNode>): void {
    for (const name of this.#fs.readdir(directory)) {
      if (name === '.' || name === '..') continue;
      const path = `${directory}/${name}`;
      const node = this.#resolve(path);
      if (node === undefined) continue;
      if (this.#fs.isFile(node.mode)) into.set(this.#relative(path), node);
      else if (this.#fs.isDir(node.mode) && node.name === name) this.#walk(path, into);
    }
  }

  /** The node at the path, through a link to a file; undefined where a link leads nowhere. */
  #resolve(path: string): FsNode | undefined {
    const { node } = this.#fs.lookupPath(path, { follow: false });
    if (!this.#fs.isLink(node.mode)) return node;
    try {
      const target = this.#fs.lookupPath(path, { follow: true }).node;
      return this.#fs.isFile(target.mode) ? target : undefined;
    } catch (error) {
      if (error instanceof this.#fs.ErrnoError) return undefined;
      throw error;
    }
  }

  #relative(path: string): string {
    return path.slice(WORKSPACE.length + 1);
  }
}
