import { NotFoundError, StorageError, ToolInputError } from '../../../core/app-error.ts';
import type { CsvDescription } from '../../../core/csv-description.ts';
import type { BillingView, LocalTable, TableInfo } from '../../../core/dataset.ts';
import { timeOrderedId } from '../../../core/ids.ts';
import type { LocalTableRecord, LocalTableStore } from '../../../core/ports/local-table-store.ts';
import type { LocalTables, OnLoadProgress, PickedFile } from '../../../core/ports/sql-engine.ts';
import type { ChangeFeed, FileStore } from '../../../core/ports/stores.ts';
import { workspacePath, type FileContent } from '../../../core/workspace.ts';
import type { EngineHost } from '../engine-host.ts';
import type { LocalCatalog } from '../engine.ts';
import { BillingViews, type TableState } from './billing/billing-views.ts';
import { describeCsv } from './describe-csv.ts';
import { asBlob, askForFile, findFile, isReadableHandle } from './file-source.ts';
import { knownLayout } from './layout-schema.ts';
import { drop, makeTable, renameView } from './make-table.ts';
import { sameBytes } from './same-bytes.ts';
import { type Entry, isChanged, layoutOf, localTable, settle } from './table-entry.ts';
import { checkTableName, tableNameOf, takenNames, uniqueTableName } from './table-name.ts';

/** What local tables stand on. `changes` tells of tables that another tab made. */
export type LocalTableParts = { host: EngineHost; store: LocalTableStore; files: FileStore; changes: ChangeFeed };

/** The tables of the connection `local`: files of the person's own. Work on them goes one step after the other. */
export class LocalTableCatalog implements LocalTables, LocalCatalog {
  private readonly parts: LocalTableParts;
  private readonly entries = new Map<string, Entry>();
  private readonly removed = new Map<string, LocalTableRecord>();
  private loaded: Promise<void> | undefined;
  private work: Promise<unknown> = Promise.resolve();
  private readonly billing: BillingViews;

  constructor(parts: LocalTableParts) {
    this.parts = parts;
    this.billing = new BillingViews(parts.host);
    parts.changes.subscribe(({ store, origin }) => {
      if (store === 'tables' && origin === 'elsewhere') this.reload();
    });
  }

  async list(): Promise<LocalTable[]> {
    await this.refreshAll();
    return this.all().map(localTable);
  }

  reload(): void {
    this.loaded = undefined;
  }

  async infos(): Promise<TableInfo[]> {
    const tables = await this.list();
    const ready = tables
      .filter(({ status }) => status === 'ready')
      .map(({ name, kind, rows, columns }) => ({ name, kind, rows, columns }));
    return [...ready, ...this.billing.infos(this.states())];
  }

  async views(): Promise<BillingView[]> {
    await this.refreshAll();
    return this.billing.list(this.states());
  }

  problemOf(name: string): string | undefined {
    const own = this.all().find(({ record }) => record.name.toLowerCase() === name.toLowerCase());
    return own ? own.problem : this.billing.problemOf(name, this.states());
  }

  /** Makes every table that can be made now. One that cannot says so in its `problem`; the others are made all the same. */
  async prepare(onProgress?: OnLoadProgress): Promise<void> {
    await this.parts.host.start(onProgress);
    await this.refreshAll();
    await this.oneByOne(async () => {
      for (const entry of this.all()) {
        if (entry.status === 'ready' && !this.isMade(entry)) await this.tryToMake(entry, onProgress);
      }
      await this.billing.make(this.states());
    });
  }

  async sameAs({ name, content }: PickedFile): Promise<LocalTable | undefined> {
    await this.refreshAll();
    const file = await asBlob(content);
    for (const entry of this.all()) {
      const { record, status } = entry;
      if (status !== 'ready' || record.file_name !== name || record.bytes !== file.size) continue;
      const found = await findFile(record, this.parts.files);
      if (found.ok && (await sameBytes(file, found.file))) return localTable(entry);
    }
    return undefined;
  }

  async add(picked: PickedFile, onProgress?: OnLoadProgress, how = { another: false }): Promise<LocalTable> {
    await this.load();
    const file = await asBlob(picked.content);
    const same = how.another
      ? undefined
      : this.all().find(
          ({ record }) =>
            record.file_name === picked.name && record.bytes === file.size && record.last_modified === picked.last_modified,
        );
    const handle = isReadableHandle(picked.handle)
      ? ({ source: 'handle', handle: picked.handle } as const)
      : ({ source: 'copy', copy: file } as const);
    const record = { ...this.newRecord(picked.name, same), bytes: file.size, last_modified: picked.last_modified, ...handle };
    return this.addRecord(record, file, onProgress);
  }

  async addFromWorkspace(path: string, onProgress?: OnLoadProgress): Promise<LocalTable> {
    await this.load();
    const checked = workspacePath(path);
    if (!checked.ok) throw new ToolInputError(`path: ${checked.problem}`);
    const same = this.all().find(({ record }) => record.path === checked.path);
    const record: LocalTableRecord = {
      ...this.newRecord(checked.path.split('/').at(-1) ?? checked.path, same),
      source: 'workspace',
      path: checked.path,
      bytes: 0,
      last_modified: 0,
    };
    const found = await findFile(record, this.parts.files);
    if (!found.ok) throw new NotFoundError(found.problem);
    return this.addRecord({ ...record, bytes: found.bytes, last_modified: found.last_modified }, found.file, onProgress);
  }

  async leaveOut(id: string, leftOut: boolean): Promise<LocalTable> {
    const entry = await this.find(id);
    await this.oneByOne(async () => {
      const { left_out: _, ...record } = entry.record;
      entry.record = leftOut ? { ...record, left_out: true } : record;
      await this.parts.store.put(entry.record);
    });
    return localTable(entry);
  }

  async rename(id: string, name: string): Promise<LocalTable> {
    const entry = await this.find(id);
    const wanted = name.trim();
    checkTableName(wanted, takenNames(this.names(id)));
    await this.oneByOne(async () => {
      if (entry.made && this.isMade(entry)) await renameView(this.parts.host, entry.record.name, wanted, entry.made);
      entry.record = { ...entry.record, name: wanted };
      await this.parts.store.put(entry.record);
    });
    return localTable(entry);
  }

  async remove(id: string): Promise<void> {
    const entry = await this.find(id);
    await this.oneByOne(async () => {
      await this.parts.store.remove(id);
      this.entries.delete(id);
      this.removed.set(id, entry.record);
      await this.unmake(entry);
    });
  }

  async unremove(id: string): Promise<void> {
    const record = this.removed.get(id);
    if (record === undefined) throw new NotFoundError(`There is no removed table "${id}" to bring back; open its file again`);
    const name = uniqueTableName(record.name, this.names());
    const entry: Entry = { record: { ...record, name }, status: 'ready', remarks: [] };
    await this.parts.store.put(entry.record);
    this.removed.delete(id);
    this.entries.set(id, entry);
  }

  async describe({ name, content }: { name: string; content: FileContent }): Promise<CsvDescription> {
    return describeCsv(this.parts.host, name, await asBlob(content));
  }

  async reopen(id: string, onProgress?: OnLoadProgress): Promise<LocalTable> {
    const waiting = this.entries.get(id);
    // Before anything else is awaited: the browser lets a page ask only while it handles the click.
    if (waiting) await askForFile(waiting.record);
    const entry = await this.find(id);
    const found = await findFile(entry.record, this.parts.files);
    if (!found.ok) {
      settle(entry, found);
      throw new ToolInputError(found.problem);
    }
    const record = { ...entry.record, bytes: found.bytes, last_modified: found.last_modified };
    if (isChanged(entry.record, found)) delete record.found;
    return this.addRecord(record, found.file, onProgress);
  }

  private addRecord(record: LocalTableRecord, file: Blob, onProgress?: OnLoadProgress): Promise<LocalTable> {
    return this.oneByOne(async () => {
      const before = this.entries.get(record.id);
      const entry: Entry = { record, status: 'ready', remarks: [] };
      const known = knownLayout(record.found);
      entry.made = await makeTable(
        this.parts.host,
        { name: record.name, file_name: record.file_name, file, ...(known ? { known } : {}) },
        onProgress,
      );
      if (before?.made && this.isMade(before)) await drop(this.parts.host, `replaced ${before.made.table}`, before.made);
      entry.record = { ...record, found: entry.made.layout };
      this.entries.set(record.id, entry);
      await this.keep(entry);
      return localTable(entry);
    });
  }

  /** A table that cannot be kept is still there for as long as the page is open, and says so. */
  private async keep(entry: Entry): Promise<void> {
    try {
      await this.parts.store.put(entry.record);
    } catch (error) {
      if (!(error instanceof StorageError)) throw error;
      entry.remarks.push(`It is gone when the page is closed: ${error.message}`);
    }
  }

  private newRecord(fileName: string, same: Entry | undefined): Pick<LocalTableRecord, 'id' | 'name' | 'file_name' | 'added_at'> {
    if (same) return { id: same.record.id, name: same.record.name, file_name: fileName, added_at: same.record.added_at };
    const now = Date.now();
    return {
      id: timeOrderedId('table', now, crypto.randomUUID().slice(0, 8)),
      name: uniqueTableName(tableNameOf(fileName), this.names()),
      file_name: fileName,
      added_at: new Date(now).toISOString(),
    };
  }

  private async load(): Promise<void> {
    this.loaded ??= this.readStore();
    const { loaded } = this;
    try {
      await loaded;
    } catch (error) {
      if (this.loaded === loaded) this.loaded = undefined;
      throw error;
    }
  }

  private async readStore(): Promise<void> {
    const records = await this.parts.store.list();
    const kept = new Set(records.map(({ id }) => id));
    for (const record of records) {
      const entry = this.entries.get(record.id);
      if (entry === undefined) this.entries.set(record.id, { record, status: 'ready', remarks: [] });
      else if (entry.record.name !== record.name || entry.record.last_modified !== record.last_modified)
        await this.replace(entry, record);
      else if (entry.record.left_out !== record.left_out) entry.record = { ...record };
    }
    for (const [id, entry] of this.entries) {
      if (kept.has(id) || entry.remarks.length > 0) continue;
      this.entries.delete(id);
      await this.unmake(entry);
    }
  }

  /** Another tab has renamed the table or read it anew. */
  private async replace(entry: Entry, record: LocalTableRecord): Promise<void> {
    await this.unmake(entry);
    this.entries.set(record.id, { record, status: 'ready', remarks: [] });
  }

  private async refreshAll(): Promise<void> {
    await this.load();
    await Promise.all(this.all().map((entry) => this.refresh(entry)));
  }

  /** Looks whether the file is still there and still the same. One of the workspace is followed; any other waits for the person. */
  private async refresh(entry: Entry): Promise<void> {
    if (entry.status === 'failed') return;
    const found = await findFile(entry.record, this.parts.files);
    const wasReady = entry.status === 'ready';
    settle(entry, found);
    if (found.ok && isChanged(entry.record, found)) {
      if (entry.record.source === 'workspace') {
        entry.record = { ...entry.record, bytes: found.bytes, last_modified: found.last_modified };
        delete entry.record.found;
      } else {
        entry.status = 'changed';
        entry.problem = `${entry.record.file_name} has changed since it was opened; choose "Read it again" on the Data page`;
      }
      await this.oneByOne(() => this.unmake(entry));
    } else if (wasReady && entry.status !== 'ready') await this.oneByOne(() => this.unmake(entry));
  }

  private async tryToMake(entry: Entry, onProgress?: OnLoadProgress): Promise<void> {
    const found = await findFile(entry.record, this.parts.files);
    settle(entry, found);
    if (!found.ok) return;
    const { name, file_name } = entry.record;
    const known = knownLayout(entry.record.found);
    try {
      entry.made = await makeTable(
        this.parts.host,
        { name, file_name, file: found.file, ...(known ? { known } : {}) },
        onProgress,
      );
    } catch (error) {
      entry.status = 'failed';
      entry.problem = error instanceof Error ? error.message : String(error);
      return;
    }
    if (known === undefined) {
      entry.record = { ...entry.record, found: entry.made.layout };
      await this.keep(entry);
    }
  }

  private async unmake(entry: Entry): Promise<void> {
    const { made } = entry;
    delete entry.made;
    if (made?.generation === this.parts.host.generation && this.parts.host.state === 'ready')
      await drop(this.parts.host, entry.record.name, made);
  }

  private isMade(entry: Entry): boolean {
    return entry.made?.generation === this.parts.host.generation && this.parts.host.state === 'ready';
  }

  private async find(id: string): Promise<Entry> {
    await this.load();
    const entry = this.entries.get(id);
    if (entry) return entry;
    throw new NotFoundError(
      `There is no local table "${id}"; there ${this.names().length === 0 ? 'are none' : `are ${this.names().join(', ')}`}`,
    );
  }

  private names(except?: string): string[] {
    return this.all().flatMap(({ record }) => (record.id === except ? [] : [record.name]));
  }

  private all(): Entry[] {
    return [...this.entries.values()].toSorted((a, b) => (a.record.added_at < b.record.added_at ? -1 : 1));
  }

  private states(): TableState[] {
    return this.all().map((entry) => ({ ...entry, layout: layoutOf(entry) }));
  }

  private oneByOne<T>(work: () => Promise<T>): Promise<T> {
    const done = this.work.then(work);
    this.work = done.catch(() => undefined);
    return done;
  }
}
