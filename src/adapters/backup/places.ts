/** Paths of files, and the folders that they make. Folders are found in the sorted paths: deep paths have more of them than are to be held. */
export class Places {
  readonly #files: Set<string>;
  readonly #sorted: string[];

  constructor(paths: Iterable<string>) {
    this.#files = new Set(paths);
    this.#sorted = [...this.#files].toSorted();
  }

  add(path: string): void {
    if (this.#files.has(path)) return;
    this.#files.add(path);
    this.#sorted.splice(this.#firstFrom(path), 0, path);
  }

  /** Whether a file is somewhere under it. */
  isFolder(path: string): boolean {
    const prefix = `${path}/`;
    return this.#sorted[this.#firstFrom(prefix)]?.startsWith(prefix) === true;
  }

  /** Whether a file may be put there: nothing has the path, and no file that of a folder above it. */
  isFree(path: string): boolean {
    return !this.#files.has(path) && !this.isFolder(path) && !foldersOf(path).some((folder) => this.#files.has(folder));
  }

  #firstFrom(wanted: string): number {
    let [from, to] = [0, this.#sorted.length];
    while (from < to) {
      const middle = (from + to) >>> 1;
      if ((this.#sorted[middle] ?? '') < wanted) from = middle + 1;
      else to = middle;
    }
    return from;
  }
}

/** "a" and "a/b" of "a/b/c". */
export function foldersOf(path: string): string[] {
  const folders: string[] = [];
  for (let at = path.indexOf('/'); at !== -1; at = path.indexOf('/', at + 1)) folders.push(path.slice(0, at));
  return folders;
}
