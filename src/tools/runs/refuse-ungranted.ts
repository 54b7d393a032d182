import { PolicyError } from '../../core/app-error.ts';
import { ATHENA } from '../../core/dataset.ts';
import type { RunGrants } from '../../core/share/run-grants.ts';

/** What code asks for. A query of a connection; Athena's is a call to AWS besides. */
export type AskedFor = { capability: 'query'; connection: string } | { capability: 'aws' };

/** Throws `PolicyError` for what the person did not grant to a run. Where they were not asked, nothing is refused here. */
export function refuseUngranted(asked: AskedFor, grants: RunGrants | undefined): void {
  if (grants === undefined) return;
  if (asked.capability === 'query' && !grants.query) throw new PolicyError('The person did not grant queries to this run.');
  if (asked.capability === 'query' && asked.connection !== ATHENA) return;
  if (!grants.aws) throw new PolicyError('The person did not grant AWS to this run.');
}
