import Box from '@cloudscape-design/components/box';
import Link from '@cloudscape-design/components/link';
import Modal from '@cloudscape-design/components/modal';
import Table, { type TableProps } from '@cloudscape-design/components/table';
import type { VersionSummary, WorkflowSummary } from '../../../core/workflow.ts';
import { useAppServices } from '../../app-services.ts';
import { formatUtcMinute } from '../../components/format-time.ts';
import { LoadFailed } from '../../components/load-failed.tsx';
import { useLive } from '../../components/use-live.ts';
import { workbenchHref } from './workflow-actions.ts';

function columnsFor(workflow: WorkflowSummary): TableProps.ColumnDefinition<VersionSummary>[] {
  return [
    {
      id: 'version',
      header: 'Version',
      isRowHeader: true,
      width: 130,
      cell: ({ version }) => (version === workflow.version ? `${version} (newest)` : version),
    },
    { id: 'saved', header: 'Saved', width: 190, cell: ({ created_at }) => formatUtcMinute(created_at) },
    {
      id: 'changelog',
      header: 'What changed',
      cell: ({ changelog }) => changelog ?? <Box color="text-body-secondary">No note</Box>,
    },
    {
      id: 'open',
      header: 'Open',
      width: 100,
      cell: ({ version }) => (
        <Link href={workbenchHref(workflow.id, version)} ariaLabel={`Open version ${version} of ${workflow.name}`}>
          Open
        </Link>
      ),
    },
  ];
}

/** Every version of a workflow, newest first, each to be opened in the workbench. */
export function VersionsDialog({ workflow, onDismiss }: { workflow: WorkflowSummary; onDismiss: () => void }) {
  const { callTool } = useAppServices();
  const loaded = useLive(workflow.id, ['workflows'], () => callTool('load_workflow', { id: workflow.id }));
  return (
    <Modal visible size="large" header={`Versions of “${workflow.name}”`} closeAriaLabel="Close" onDismiss={onDismiss}>
      {loaded.error === undefined ? (
        <Table
          variant="embedded"
          wrapLines
          loading={loaded.value === undefined}
          loadingText="Loading versions"
          items={loaded.value?.versions ?? []}
          trackBy={({ version }) => String(version)}
          columnDefinitions={columnsFor(workflow)}
          ariaLabels={{ tableLabel: `Versions of ${workflow.name}` }}
        />
      ) : (
        <LoadFailed what="The versions" message={loaded.error} onRetry={loaded.reload} />
      )}
    </Modal>
  );
}
