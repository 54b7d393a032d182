import type { LanguageId } from './run.ts';
import type { Json } from './json.ts';

/** What a list of workflows shows. Times are ISO 8601 in UTC. */
export type WorkflowSummary = {
  id: string;
  name: string;
  language: LanguageId;
  description: string;
  tags: string[];
  version: number;
  created_at: string;
  updated_at: string;
  last_run_at: string | null;
  builtin: boolean;
};

/** One saved version. Versions count from 1 and never change once saved. */
export type WorkflowVersion = {
  workflow_id: string;
  version: number;
  language: LanguageId;
  code: string;
  description: string;
  tags: string[];
  params_schema?: Json;
  changelog?: string;
  created_at: string;
};

export type VersionSummary = { version: number; created_at: string; changelog?: string };

/** A workflow that ships with the app: read-only, copied on edit. */
export type BuiltinWorkflow = {
  id: string;
  name: string;
  language: LanguageId;
  description: string;
  tags: string[];
  code: string;
  params_schema?: Json;
};

/** The form of a name in which two names are the same: Unicode-composed, without case, outer or repeated white space. */
export function nameKey(name: string): string {
  return name.normalize('NFC').trim().replace(/\s+/gu, ' ').toLocaleLowerCase('en-US');
}
