import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex } from '@noble/hashes/utils.js';
import type { PlannedItem } from '../../core/ports/backup.ts';
import type { FileStore } from '../../core/ports/stores.ts';
import type { FileContent, WorkspaceFile } from '../../core/workspace.ts';
import type { Member } from './archive-format.ts';
import type { Breather } from './breathe.ts';
import { foldersOf, Places } from './places.ts';
import type { FileLine } from './record-schemas.ts';

/** A file of an archive, and the member that holds its bytes. */
export type TheirFile = { line: FileLine; member: Member };

/** Theirs goes to `path`; where `keepMineAs` is set, what is at `path` is kept there first. `seen` is `modified_at` of what is there. */
export type FileStep = { path: string; seen: string | null; keepMineAs?: string };

export type FilePlan = { item: PlannedItem; file: TheirFile } & Partial<Record<'always' | 'theirs' | 'both', FileStep>>;

const PIECE = 1024 * 1024;

/** Tells how files of an archive stand to those that are here, by path and then by bytes. */
export class FilePlanner {
  readonly #store: FileStore;
  readonly #breather: Breather;
  readonly #here: ReadonlyMap<string, WorkspaceFile>;
  /** Paths of both sides, and those that copies were given. */
  readonly #places: Places;
  readonly #hashes = new Map<string, Promise<string>>();

  constructor(store: FileStore, breather: Breather, here: readonly WorkspaceFile[], theirs: ReadonlySet<string>) {
    this.#store = store;
    this.#breather = breather;
    this.#here = new Map(here.map((file) => [file.path, file]));
    this.#places = new Places([...this.#here.keys(), ...theirs]);
  }

  async plan(file: TheirFile): Promise<FilePlan> {
    const { path } = file.line;
    const plan = (standing: PlannedItem['standing'], detail: string, steps: Partial<FilePlan> = {}): FilePlan => ({
      item: { id: path, name: path, standing, detail },
      file,
      ...steps,
    });
    const mine = this.#here.get(path);
    if (mine === undefined) {
      const clash = this.#clash(path);
      if (clash === undefined) return plan('new', '', { always: { path, seen: null } });
      const beside = await this.#place(clash.beside, clash.mark, file.member);
      if (beside.taken) return plan('same', `It is here as ${beside.path}.`);
      const step = { path: beside.path, seen: null };
      return plan('conflict', `${clash.why}: it can be kept as ${beside.path}.`, { theirs: step, both: step });
    }
    if (await this.#isSame(path, file.member)) return plan('same', 'The same bytes are here.');
    const copy = await this.#place((mark) => besidePath(path, mark), 'restored', file.member);
    if (copy.taken) return plan('same', `It is here as ${copy.path}.`);
    const ofMine = { bytes: mine.bytes, sha256: await this.#hashOf(path) };
    const before = await this.#place((mark) => besidePath(path, mark), 'before restore', ofMine);
    return plan('conflict', `Another file is here under this path, changed ${mine.modified_at.slice(0, 10)}.`, {
      theirs: { path, seen: mine.modified_at, ...(before.taken ? {} : { keepMineAs: before.path }) },
      both: { path: copy.path, seen: null },
    });
  }

  /** Why a path that no file here has is none for a file all the same: a name is that of a file or of a folder, never of both. */
  #clash(path: string): { why: string; mark: string; beside: (mark: string) => string } | undefined {
    const isFolder = this.#places.isFolder(path);
    const above = foldersOf(path).find((folder) => this.#here.has(folder));
    if (above !== undefined)
      return {
        why: `A file is here under the name of its folder ${above}`,
        // Another than that of a file's copy, which may come beside the same name.
        mark: 'restored folder',
        beside: (mark) => `${above} (${mark})${(isFolder ? besidePath(path, mark) : path).slice(above.length)}`,
      };
    if (!isFolder) return undefined;
    const why = 'Its name is that of a folder, here or in the back-up';
    return { why, mark: 'restored', beside: (mark) => besidePath(path, mark) };
  }

  /** Beside a path, where there is nothing yet, or these bytes already. */
  async #place(
    beside: (mark: string) => string,
    mark: string,
    wanted: Pick<Member, 'bytes' | 'sha256'>,
  ): Promise<{ path: string; taken: boolean }> {
    for (let count = 1; ; count += 1) {
      await this.#breather.breathe();
      const path = beside(`${mark}${count === 1 ? '' : ` ${count}`}`);
      if (this.#here.has(path)) {
        if (await this.#isSame(path, wanted)) return { path, taken: true };
      } else if (this.#places.isFree(path)) {
        this.#places.add(path);
        return { path, taken: false };
      }
    }
  }

  async #isSame(path: string, { bytes, sha256: hash }: Pick<Member, 'bytes' | 'sha256'>): Promise<boolean> {
    return this.#here.get(path)?.bytes === bytes && (await this.#hashOf(path)) === hash;
  }

  #hashOf(path: string): Promise<string> {
    const known = this.#hashes.get(path) ?? this.#read(path);
    this.#hashes.set(path, known);
    return known;
  }

  async #read(path: string): Promise<string> {
    const stored = await this.#store.read(path);
    return stored === undefined ? '' : await hashContent(stored.content, this.#breather);
  }
}

async function hashContent(content: FileContent, breather: Breather): Promise<string> {
  const hash = sha256.create();
  for (let from = 0; from < content.size; from += PIECE) {
    hash.update(new Uint8Array(await content.slice(from, from + PIECE).arrayBuffer()));
    await breather.breathe();
  }
  return bytesToHex(hash.digest());
}

/** "data/costs.csv" with a mark is "data/costs (mark).csv". */
function besidePath(path: string, mark: string): string {
  const [, stem = path, ending = ''] = /^(.*?[^/])((?:\.[A-Za-z0-9]{1,8}){1,2})?$/su.exec(path) ?? [];
  return `${stem} (${mark})${ending}`;
}
