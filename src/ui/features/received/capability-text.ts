import type { CapabilityId } from '../../../core/share/shared-workflow.ts';

/** What each capability is called, and what granting it means. */
export const capabilityText: Record<CapabilityId, { name: string; verb: string; means: string }> = {
  query: { name: 'Query tables', verb: 'queries tables', means: 'It reads tables of the connection by SQL.' },
  read_files: { name: 'Read your files', verb: 'reads your files', means: 'It sees every file of your workspace.' },
  write_files: {
    name: 'Write files',
    verb: 'writes files',
    means: 'Files that it makes are kept in your workspace. Before one of yours is changed or deleted you are asked.',
  },
  aws: {
    name: 'Ask AWS',
    verb: 'asks AWS',
    means: 'It calls AWS as you, within what this site allows. Queries on Athena count among it, and cost money.',
  },
};
