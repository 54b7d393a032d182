import Button from '@cloudscape-design/components/button';
import Header from '@cloudscape-design/components/header';
import SpaceBetween from '@cloudscape-design/components/space-between';
import Table from '@cloudscape-design/components/table';
import { useCollection } from '@cloudscape-design/collection-hooks';
import { useState } from 'react';
import type { WorkflowSummary } from '../../../core/workflow.ts';
import { useAppServices } from '../../app-services.ts';
import { EmptyState } from '../../components/empty-state.tsx';
import { errorMessage } from '../../components/error-message.ts';
import { LoadFailed } from '../../components/load-failed.tsx';
import { notices } from '../../components/notices/notice-store.ts';
import { useMedia } from '../../components/use-media.ts';
import type { ParamField } from '../../components/params-form/params-schema.ts';
import { askedParams } from './asked-params.ts';
import { ReceiveButtons } from './receive-buttons.tsx';
import { RunDialog } from './run-dialog.tsx';
import { runWorkflow } from './run-workflow.ts';
import { useWorkflows } from './use-workflows.ts';
import { VersionsDialog } from './versions-dialog.tsx';
import { copyWorkflow, deleteWorkflow } from './workflow-actions.ts';
import { workflowColumns, type WorkflowAction } from './workflow-columns.tsx';
import { isFiltered, noFilter, WorkflowFilters } from './workflow-filters.tsx';

type Dialog = { kind: 'run'; workflow: WorkflowSummary; fields: ParamField[] } | { kind: 'versions'; workflow: WorkflowSummary };

/** What the person asked to do with a workflow, and the dialog that it needs first. */
function useWorkflowActions() {
  const services = useAppServices();
  const [dialog, setDialog] = useState<Dialog>();

  const startRun = async (workflow: WorkflowSummary) => {
    try {
      const fields = await askedParams(services, workflow);
      if (fields.length > 0) setDialog({ kind: 'run', workflow, fields });
      else await runWorkflow(services, workflow, {});
    } catch (error) {
      notices.put({
        id: `load-${workflow.id}`,
        type: 'error',
        header: `“${workflow.name}” could not be opened`,
        text: errorMessage(error),
      });
    }
  };
  const act = (action: WorkflowAction, workflow: WorkflowSummary) => {
    if (action === 'run') void startRun(workflow);
    if (action === 'versions') setDialog({ kind: 'versions', workflow });
    if (action === 'copy') void copyWorkflow(services, workflow);
    if (action === 'delete') void deleteWorkflow(services, workflow);
  };
  const close = () => setDialog(undefined);
  const shown = dialog && (
    <>
      {dialog.kind === 'versions' && <VersionsDialog workflow={dialog.workflow} onDismiss={close} />}
      {dialog.kind === 'run' && (
        <RunDialog
          name={dialog.workflow.name}
          fields={dialog.fields}
          onDismiss={close}
          onRun={(params) => {
            close();
            void runWorkflow(services, dialog.workflow, params);
          }}
        />
      )}
    </>
  );
  return { act, dialog: shown };
}

function NoWorkflows({ filtered, onClear }: { filtered: boolean; onClear: () => void }) {
  return filtered ? (
    <EmptyState title="No workflow fits" action={<Button onClick={onClear}>Clear the filters</Button>}>
      Nothing saved here matches the search and the filters.
    </EmptyState>
  ) : (
    <EmptyState title="No workflows yet" action={<Button href="#/workbench">Open the workbench</Button>}>
      Write code in the workbench and save it: it appears here, to be run again next month.
    </EmptyState>
  );
}

/** Everything saved, and what ships with the app: to find, open, run, copy and delete. */
export function WorkflowsPage() {
  const { filter, setFilter, listed } = useWorkflows();
  const { act, dialog } = useWorkflowActions();
  const narrow = useMedia('(max-width: 1180px)');
  const columns = workflowColumns(act);
  const { items, collectionProps } = useCollection(listed.value?.workflows ?? [], { sorting: {} });
  const filtered = isFiltered(filter);

  return (
    <>
      {listed.error !== undefined && <LoadFailed what="The workflows" message={listed.error} onRetry={listed.reload} />}
      <Table
        {...collectionProps}
        variant="full-page"
        wrapLines
        items={items}
        trackBy="id"
        loading={listed.value === undefined && listed.loading}
        loadingText="Loading workflows"
        columnDefinitions={columns}
        columnDisplay={columns.map(({ id = '' }) => ({ id, visible: !narrow || !['version', 'updated', 'tags'].includes(id) }))}
        ariaLabels={{ tableLabel: 'Workflows' }}
        header={
          <Header
            variant="awsui-h1-sticky"
            counter={listed.value === undefined ? '' : `(${listed.value.workflows.length})`}
            description="Saved code, to run again with other parameters. Built-in ones are read-only: editing one makes a copy of your own."
            actions={
              <SpaceBetween direction="horizontal" size="xs">
                <ReceiveButtons />
                <Button variant="primary" href="#/workbench">
                  New workflow
                </Button>
              </SpaceBetween>
            }
          >
            Workflows
          </Header>
        }
        filter={
          <WorkflowFilters
            filter={filter}
            tags={listed.value?.tags ?? []}
            found={listed.value?.workflows.length}
            onChange={setFilter}
          />
        }
        empty={<NoWorkflows filtered={filtered} onClear={() => setFilter(noFilter)} />}
      />
      {dialog}
    </>
  );
}
