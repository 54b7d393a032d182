import type { StoredFile } from '../../core/ports/stores.ts';
import type { WorkspaceFile } from '../../core/workspace.ts';
import type { DamageLog } from './damage-log.ts';
import { fileContentRecordSchema, fileRecordSchema, type FileContentRecord, type FileRecord } from './records.ts';

export const fileNamed = (record: object): string => `the file ${String((record as Partial<FileRecord>).path)}`;

export function workspaceFileOf({ path, bytes, media_type, modified_at, run_id }: FileRecord): WorkspaceFile {
  return { path, bytes, media_type, modified_at, ...(run_id === undefined ? {} : { run_id }) };
}

/** Undefined where there is none, it is deleted, or it is damaged (then it is reported). */
export function livingFile(record: unknown, damage: DamageLog): WorkspaceFile | undefined {
  if (typeof record !== 'object' || record === null) return undefined;
  const checked = damage.checked(fileNamed(record), fileRecordSchema, record);
  return checked === undefined || checked.deleted_in !== undefined ? undefined : workspaceFileOf(checked);
}

export function storedFile(
  record: FileRecord | undefined,
  content: FileContentRecord | undefined,
  damage: DamageLog,
): StoredFile | undefined {
  const file = livingFile(record, damage);
  if (file === undefined) return undefined;
  const checked = damage.checked(fileNamed(file), fileContentRecordSchema, content);
  return checked === undefined ? undefined : { file, content: checked.content };
}
