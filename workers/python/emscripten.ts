/**
 * The part of Emscripten's file system that the workspace needs, as Pyodide 0.29.5 (Emscripten 4.0.9) has it. Node and stream
 * operations may be replaced; `MEMFS` calls its own methods by property, so they can be wrapped.
 */
export type FsNode = {
  id: number;
  name: string;
  mode: number;
  parent: FsNode;
  mtime: number;
  /** A file's bytes (with room to grow), a directory's children, or null. */
  contents: Uint8Array | Int8Array | Record<string, FsNode> | null;
  /** Of a file: its size. */
  usedBytes: number;
  node_ops: NodeOps;
  stream_ops: StreamOps;
  /** The next node with the same hash in `nameTable`. */
  name_next?: FsNode;
};

export type FsStream = { node: FsNode; flags: number; position: number };

export type NodeOps = {
  setattr(node: FsNode, attr: { size?: number }): void;
  mknod(parent: FsNode, name: string, mode: number, dev: number): FsNode;
  unlink(parent: FsNode, name: string): void;
  rename(node: FsNode, newParent: FsNode, newName: string): void;
};

export type StreamOps = {
  read(stream: FsStream, buffer: Uint8Array, offset: number, length: number, position: number): number;
  write(stream: FsStream, buffer: Uint8Array, offset: number, length: number, position: number, canOwn?: boolean): number;
  mmap(stream: FsStream, length: number, position: number, prot: number, flags: number): unknown;
  msync(stream: FsStream, buffer: Uint8Array, offset: number, length: number, flags: number): number;
  close?(stream: FsStream): void;
};

export type MemFs = {
  mount(mount: unknown): FsNode;
  createNode(parent: FsNode | null, name: string, mode: number, dev: number): FsNode;
  expandFileStorage(node: FsNode, capacity: number): void;
  resizeFileStorage(node: FsNode, size: number): void;
  ops_table: { dir: { node: NodeOps; stream: StreamOps }; file: { node: NodeOps; stream: StreamOps } };
};

export type EmscriptenFs = {
  filesystems: { MEMFS: MemFs };
  nameTable: (FsNode | undefined)[];
  streams: (FsStream | null | undefined)[];
  ErrnoError: new (errno: number) => Error;
  mkdirTree(path: string): void;
  mkdir(path: string): void;
  mount(type: { mount(mount: unknown): FsNode }, options: object, path: string): FsNode;
  chdir(path: string): void;
  lookupPath(path: string, options: { follow: boolean }): { node: FsNode };
  mknod(path: string, mode: number, dev: number): FsNode;
  readdir(path: string): string[];
  getPath(node: FsNode): string;
  isDir(mode: number): boolean;
  isFile(mode: number): boolean;
  isLink(mode: number): boolean;
};

/** Emscripten's number for ENOSPC ("no space left on device"). */
export const ENOSPC = 51;
