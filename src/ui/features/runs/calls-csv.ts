import type { AwsCallEntry } from '../../../core/aws/call-entry.ts';
import { csvBlob } from '../../components/data-grid/csv.ts';

const KEYS = [
  'at',
  'id',
  'kind',
  'run_id',
  'workflow_id',
  'workflow_version',
  'service',
  'operation',
  'resource',
  'decision',
  'reason',
  'status',
  'error_code',
  'duration_ms',
  'bytes_scanned',
  'request_id',
] as const satisfies readonly (keyof AwsCallEntry)[];

/** The log as CSV, one line an entry, newest first. */
export function callsCsv(entries: readonly AwsCallEntry[]): Promise<Blob> {
  return csvBlob(
    KEYS.map((name) => ({ name, type: 'varchar' })),
    entries.map((entry) => KEYS.map((key) => entry[key] ?? null)),
  );
}
