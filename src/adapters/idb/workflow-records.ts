import { z } from 'zod';
import type { Json } from '../../core/json.ts';
import type { WorkflowVersion } from '../../core/workflow.ts';
import { fromJsonText, toJsonText } from '../storage/json-text.ts';
import type { DamageLog } from './damage-log.ts';
import { versionRecordSchema, workflowRecordSchema, type VersionRecord, type WorkflowRecord } from './records.ts';

const jsonSchema = z.custom<Json>((value) => value !== undefined);

export const quoted = (name: string): string => `"${name.trim().slice(0, 100)}"`;

export function workflowNamed(record: object): string {
  const { id, name } = record as Partial<WorkflowRecord>;
  return `the workflow ${typeof name === 'string' ? quoted(name) : String(id)}`;
}

export function versionNamed(record: object): string {
  const { workflow_id, version } = record as Partial<VersionRecord>;
  return `version ${String(version)} of the workflow ${String(workflow_id)}`;
}

/** The record if it is neither deleted nor absent. Throws `StorageError` where it is damaged. */
export function livingWorkflow(record: WorkflowRecord | undefined, damage: DamageLog): WorkflowRecord | undefined {
  if (record === undefined) return undefined;
  const head = damage.checked(workflowNamed(record), workflowRecordSchema, record);
  if (head === undefined) throw damage.damaged(workflowNamed(record));
  return head.deleted_in === undefined ? head : undefined;
}

export function versionRecord({ params_schema, ...version }: WorkflowVersion, what: string): VersionRecord {
  return params_schema === undefined ? version : { ...version, params_schema_json: toJsonText(what, params_schema) };
}

/** Undefined where it is damaged: then it is reported. */
export function checkedVersion(stored: VersionRecord, damage: DamageLog): WorkflowVersion | undefined {
  const record = damage.checked(versionNamed(stored), versionRecordSchema, stored);
  if (record === undefined) return undefined;
  const { params_schema_json, ...version } = record;
  if (params_schema_json === undefined) return version;
  const schema = fromJsonText(params_schema_json, jsonSchema);
  if (schema === undefined) damage.report(versionNamed(stored));
  return schema === undefined ? undefined : { ...version, params_schema: schema };
}
