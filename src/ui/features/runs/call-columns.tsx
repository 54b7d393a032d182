import Box from '@cloudscape-design/components/box';
import Link from '@cloudscape-design/components/link';
import SpaceBetween from '@cloudscape-design/components/space-between';
import StatusIndicator from '@cloudscape-design/components/status-indicator';
import type { TableProps } from '@cloudscape-design/components/table';
import type { AwsCallEntry } from '../../../core/aws/call-entry.ts';
import { formatBytes } from '../../components/format-bytes.ts';
import { formatDuration, formatUtc } from '../../components/format-time.ts';
import { Nowrap } from '../../components/nowrap.tsx';
import { visibleText } from '../../components/visible-text.ts';
import { runHref } from './run-routes.ts';

const looks = { succeeded: 'success', failed: 'error', refused: 'warning', cancelled: 'stopped' } as const;
const statuses = { succeeded: 'Succeeded', failed: 'Failed', refused: 'Not done', cancelled: 'Stopped' } as const;
const decisions = {
  allowed: 'Allowed by the policy',
  approved: 'Allowed by you',
  refused: 'Refused by the policy',
  denied: 'Refused by you',
} as const;

function CallCell({ entry, slim }: { entry: AwsCallEntry; slim: boolean }) {
  const { service, operation, resource, reason, error_code } = entry;
  const about = [resource, reason ?? error_code].filter((part) => part !== undefined).join(' · ');
  return (
    <SpaceBetween size="xxxs">
      <Box variant="span">{visibleText(`${service}:${operation}`)}</Box>
      {about !== '' && (
        <Box
          fontSize="body-s"
          color={reason === undefined && error_code === undefined ? 'text-body-secondary' : 'text-status-error'}
        >
          {visibleText(about)}
        </Box>
      )}
      {slim && (
        <Box fontSize="body-s" color="text-body-secondary">
          {formatUtc(entry.at)} · {decisions[entry.decision]}
        </Box>
      )}
    </SpaceBetween>
  );
}

function Who({ entry: { kind, run_id, workflow_version } }: { entry: AwsCallEntry }) {
  if (kind === 'page') return 'This page';
  if (run_id === undefined) return 'A query';
  return <Link href={runHref(run_id)}>{workflow_version === undefined ? 'Run' : `Run, version ${workflow_version}`}</Link>;
}

/** `slim`: for narrow pages. */
export function callColumns(slim: boolean): TableProps.ColumnDefinition<AwsCallEntry>[] {
  const all: TableProps.ColumnDefinition<AwsCallEntry>[] = [
    {
      id: 'status',
      header: 'Status',
      width: 130,
      cell: ({ status }) => (
        <Nowrap>
          <StatusIndicator type={looks[status]}>{statuses[status]}</StatusIndicator>
        </Nowrap>
      ),
    },
    { id: 'call', header: 'Call', isRowHeader: true, minWidth: 260, cell: (entry) => <CallCell entry={entry} slim={slim} /> },
    { id: 'decision', header: 'Decision', width: 190, cell: ({ decision }) => decisions[decision] },
    { id: 'who', header: 'By', width: 130, cell: (entry) => <Who entry={entry} /> },
    { id: 'at', header: 'At', width: 220, cell: ({ at }) => <Nowrap>{formatUtc(at)}</Nowrap> },
    { id: 'duration', header: 'Duration', width: 110, cell: ({ duration_ms }) => <Nowrap>{formatDuration(duration_ms)}</Nowrap> },
    {
      id: 'scanned',
      header: 'Scanned',
      width: 110,
      cell: ({ bytes_scanned }) => (bytes_scanned === undefined ? '' : <Nowrap>{formatBytes(bytes_scanned)}</Nowrap>),
    },
  ];
  const hidden = slim ? ['decision', 'at', 'duration'] : [];
  return all.filter(({ id = '' }) => !hidden.includes(id));
}
