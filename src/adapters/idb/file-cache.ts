import type { StoredFile } from '../../core/ports/stores.ts';
import { compare } from '../storage/workflow-rules.ts';

/** Larger content is read again from the database, where it lies on disk, rather than held in memory by its Blob. Bytes. */
const HELD_MAX = 1_000_000;

/** Paths to read, or "all" where nothing is known yet. */
export type MissingFiles = 'all' | string[];

/** The workspace by reference, so that a run starts without reading the database. A change makes the paths that it names stale. */
export class FileCache {
  #files: Map<string, StoredFile> | undefined;
  #sorted: StoredFile[] | undefined;
  #stale = new Set<string>();

  get isComplete(): boolean {
    return this.#files !== undefined && this.#stale.size === 0;
  }

  /** What to read now. What changes from here on is stale again. */
  beginLoad(): MissingFiles {
    const missing = this.#files === undefined ? 'all' : [...this.#stale];
    this.#stale.clear();
    return missing;
  }

  /** The answer to `beginLoad`; a path that is not among `files` is not there. */
  endLoad(asked: MissingFiles, files: StoredFile[]): void {
    this.#files ??= new Map();
    if (asked === 'all') this.#files.clear();
    else for (const path of asked) this.#files.delete(path);
    for (const file of files) this.#files.set(file.file.path, file);
    this.#sorted = undefined;
  }

  changed(paths: MissingFiles): void {
    if (paths === 'all') this.#files = undefined;
    else for (const path of paths) this.#stale.add(path);
  }

  /** This tab has committed the file; null: its deletion. */
  set(path: string, file: StoredFile | null): void {
    if (this.#files === undefined || (file !== null && file.content.size > HELD_MAX)) {
      this.#stale.add(path);
      return;
    }
    if (file === null) this.#files.delete(path);
    else this.#files.set(path, file);
    this.#stale.delete(path);
    this.#sorted = undefined;
  }

  /** By path. Only where `isComplete`. */
  snapshot(): StoredFile[] {
    this.#sorted ??= [...(this.#files?.values() ?? [])].toSorted((a, b) => compare(a.file.path, b.file.path));
    return [...this.#sorted];
  }
}
