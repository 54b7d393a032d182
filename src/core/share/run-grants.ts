import type { CapabilityId } from './shared-workflow.ts';

/** What one run may do, as the person granted it. A run without grants is the person's own code: it may do what the app lets it. */
export type RunGrants = Readonly<Record<CapabilityId, boolean>>;

export const NO_GRANTS: RunGrants = { query: false, read_files: false, write_files: false, aws: false };
