import type { CsvLayout } from '../../../../workers/engine/protocol.ts';
import type { LocalTable, LocalTableStatus } from '../../../core/dataset.ts';
import type { LocalTableRecord } from '../../../core/ports/local-table-store.ts';
import { nameNote } from './billing/billing-views.ts';
import type { FoundFile } from './file-source.ts';
import { knownLayout } from './layout-schema.ts';
import type { MadeTable } from './make-table.ts';

/** A local table as the page holds it. */
export type Entry = {
  record: LocalTableRecord;
  status: LocalTableStatus;
  problem?: string;
  made?: MadeTable;
  /** What is to be said of the table beyond what its reader noted. */
  remarks: string[];
};

export function isChanged(record: LocalTableRecord, found: Extract<FoundFile, { ok: true }>): boolean {
  return record.bytes !== found.bytes || record.last_modified !== found.last_modified;
}

export function settle(entry: Entry, found: FoundFile): void {
  entry.status = found.ok ? 'ready' : found.status;
  if (found.ok) delete entry.problem;
  else entry.problem = found.problem;
}

export function localTable(entry: Entry): LocalTable {
  const { record, status, problem, remarks } = entry;
  const layout = layoutOf(entry);
  return {
    id: record.id,
    name: record.name,
    file_name: record.file_name,
    source: record.source,
    bytes: record.bytes,
    last_modified: record.last_modified,
    kind: layout?.kind ?? 'csv',
    rows: layout?.rows ?? 0,
    columns: (layout?.columns ?? []).map(({ name, type }) => ({ name, type })),
    status,
    ...(problem === undefined ? {} : { problem }),
    evidence: layout?.evidence ?? [],
    left_out: record.left_out === true,
    notes: [...(layout?.notes ?? []), ...nameNote(record), ...remarks],
  };
}

export function layoutOf({ made, record }: Entry): CsvLayout | undefined {
  return made?.layout ?? knownLayout(record.found);
}
