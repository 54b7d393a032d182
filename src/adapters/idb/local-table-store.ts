import type { LocalTableRecord, LocalTableStore } from '../../core/ports/local-table-store.ts';
import { asBlob } from '../storage/file-rules.ts';
import { compare } from '../storage/workflow-rules.ts';
import { tableRecordSchema, type TableRecord } from './records.ts';
import type { StoreParts } from './store-parts.ts';

export class IdbLocalTableStore implements LocalTableStore {
  #parts: StoreParts;

  constructor(parts: StoreParts) {
    this.#parts = parts;
  }

  async list(): Promise<LocalTableRecord[]> {
    const { connection, damage } = this.#parts;
    const records = await connection.read('The local tables could not be listed', ['local_tables'], (tx) =>
      tx.objectStore('local_tables').getAll(),
    );
    return damage
      .checkedAll(tableRecordSchema, records, (record) => `the local table ${String((record as Partial<TableRecord>).name)}`)
      .toSorted((a, b) => compare(a.added_at, b.added_at) || compare(a.id, b.id));
  }

  async put(table: LocalTableRecord): Promise<void> {
    const { connection, changes } = this.#parts;
    const { copy, ...rest } = table;
    const record: TableRecord = copy === undefined ? rest : { ...rest, copy: await asBlob(table.file_name, copy) };
    await connection.write(`The local table ${table.name} was not kept`, ['local_tables'], (tx) =>
      tx.objectStore('local_tables').put(record),
    );
    changes.changed('tables', [table.id]);
  }

  async remove(id: string): Promise<boolean> {
    const { connection, changes } = this.#parts;
    const removed = await connection.write(`The local table ${id} was not removed`, ['local_tables'], async (tx) => {
      const store = tx.objectStore('local_tables');
      if ((await store.getKey(id)) === undefined) return false;
      await store.delete(id);
      return true;
    });
    if (removed) changes.changed('tables', [id]);
    return removed;
  }
}
