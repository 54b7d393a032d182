import { ATHENA } from '../../../core/dataset.ts';
import { NO_GRANTS, type RunGrants } from '../../../core/share/run-grants.ts';
import { capabilityIds, type CapabilityId } from '../../../core/share/shared-workflow.ts';

/** On made-up data, or on the person's own. */
export type TrialKind = 'sample' | 'mine';

/** With the sample data nothing of the person's is read, and AWS has no part in it. */
const withSample: readonly CapabilityId[] = ['query', 'write_files'];

/**
 * What the person is asked for: what the sender names and what the code seems to need. All of it where the code could not be seen
 * through (`found` is undefined).
 */
export function offeredGrants(
  kind: TrialKind,
  connection: string,
  asked: readonly CapabilityId[],
  found: readonly CapabilityId[] | undefined,
): CapabilityId[] {
  return capabilityIds.filter((id) => {
    if (kind === 'sample' && !withSample.includes(id)) return false;
    if (id === 'aws' && connection === ATHENA) return true;
    return found === undefined || asked.includes(id) || found.includes(id);
  });
}

/** What is ticked at first: reading, where the sender says that it is needed. What changes files or leaves the page never is. */
export function firstGrants(kind: TrialKind, asked: readonly CapabilityId[]): RunGrants {
  return { ...NO_GRANTS, query: asked.includes('query'), read_files: kind === 'mine' && asked.includes('read_files') };
}

/** The words of the button that runs it: what it agrees to. */
export function grantsText(grants: RunGrants, connection: string): string {
  const names: Record<CapabilityId, string> = {
    query: connection === 'sample' ? 'query the sample data' : connection === ATHENA ? 'query Athena' : 'query my tables',
    read_files: 'read my files',
    write_files: 'write files',
    aws: 'ask AWS',
  };
  const granted = capabilityIds.filter((id) => grants[id]).map((id) => names[id]);
  if (granted.length === 0) return 'Run, with nothing granted';
  const last = granted.at(-1) ?? '';
  return granted.length === 1 ? `Run: it may ${last}` : `Run: it may ${granted.slice(0, -1).join(', ')} and ${last}`;
}
