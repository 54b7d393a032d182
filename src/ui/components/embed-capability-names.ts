import type { EmbedCapability } from '../../core/embedding.ts';

/** What a capability lets an embedding page do, for the person who decides. */
export const embedCapabilityNames: Record<EmbedCapability, { label: string; description: string }> = {
  read: {
    label: 'See what there is',
    description: 'Names of workflows, tables and columns, and the code of workflows.',
  },
  read_data: {
    label: 'Read data',
    description: 'Rows of tables, files of the workspace, and the log of runs with their results.',
  },
  run: {
    label: 'Run code and workflows',
    description: 'In the sandbox, over your data: what a run answers goes to that site. New files of a run are kept.',
  },
  write: {
    label: 'Save and change',
    description: 'Workflows and files, also those that you made; the connection that is selected.',
  },
  delete: { label: 'Delete', description: 'Workflows and files, also those that you made.' },
  aws: {
    label: 'Use AWS in your name',
    description:
      'Once you sign in there: queries on Athena, which cost money, and calls that read. What writes is never allowed in a frame.',
  },
};
