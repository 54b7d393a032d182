import Box from '@cloudscape-design/components/box';
import Link from '@cloudscape-design/components/link';
import SpaceBetween from '@cloudscape-design/components/space-between';
import type { TableProps } from '@cloudscape-design/components/table';
import type { RunSummary } from '../../../core/run.ts';
import type { WorkflowSummary } from '../../../core/workflow.ts';
import { countOf } from '../../components/format-count.ts';
import { formatDuration, formatUtc } from '../../components/format-time.ts';
import { languageNames } from '../../components/language-name.ts';
import { Nowrap } from '../../components/nowrap.tsx';
import { RunState } from '../../components/run-state.tsx';
import { visibleText } from '../../components/visible-text.ts';
import { runHref, runTitle } from './run-routes.ts';

const MAX_ERROR = 140;

/** Why it failed, in a line; else what it gave. */
function secondLine({ error, files, workflow_version }: RunSummary): string {
  if (error !== null) {
    const line = `${error.type}: ${error.message}`.split('\n', 1)[0] ?? '';
    return visibleText(line.length > MAX_ERROR ? `${line.slice(0, MAX_ERROR)}…` : line);
  }
  const parts = workflow_version === undefined ? [] : [`Version ${workflow_version}`];
  if (files.length > 0) parts.push(countOf(files.length, 'file'));
  return parts.join(' · ');
}

function TitleCell({ run, workflow, slim }: { run: RunSummary; workflow: WorkflowSummary | undefined; slim: boolean }) {
  const second = secondLine(run);
  return (
    <SpaceBetween size="xxxs">
      <Link href={runHref(run.run_id)}>{runTitle(run, workflow?.name)}</Link>
      {second !== '' && (
        <Box fontSize="body-s" color={run.error === null ? 'text-body-secondary' : 'text-status-error'}>
          {second}
        </Box>
      )}
      {slim && (
        <Box fontSize="body-s" color="text-body-secondary">
          {run.status === 'running'
            ? formatUtc(run.started_at)
            : `${formatUtc(run.started_at)} · ${formatDuration(run.duration_ms)}`}
        </Box>
      )}
    </SpaceBetween>
  );
}

/** `slim`: the columns of the time are left out, and the title says them. */
export function runColumns(
  workflows: ReadonlyMap<string, WorkflowSummary>,
  slim: boolean,
): TableProps.ColumnDefinition<RunSummary>[] {
  return [
    {
      id: 'status',
      header: 'Status',
      width: 165,
      minWidth: 165,
      cell: ({ status }) => (
        <Nowrap>
          <RunState status={status} />
        </Nowrap>
      ),
    },
    {
      id: 'title',
      header: 'Run',
      isRowHeader: true,
      minWidth: 260,
      cell: (run) => <TitleCell run={run} workflow={workflows.get(run.workflow_id ?? '')} slim={slim} />,
    },
    { id: 'language', header: 'Language', width: 120, cell: ({ language }) => languageNames[language] },
    { id: 'connection', header: 'Connection', width: 130, cell: ({ connection }) => connection },
    { id: 'started', header: 'Started', width: 220, cell: ({ started_at }) => <Nowrap>{formatUtc(started_at)}</Nowrap> },
    {
      id: 'duration',
      header: 'Duration',
      width: 120,
      cell: ({ status, duration_ms }) => (status === 'running' ? '…' : <Nowrap>{formatDuration(duration_ms)}</Nowrap>),
    },
    { id: 'calls', header: 'Calls', width: 90, cell: ({ calls }) => calls.length },
  ];
}
