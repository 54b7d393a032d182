import Badge from '@cloudscape-design/components/badge';
import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import ButtonDropdown, { type ButtonDropdownProps } from '@cloudscape-design/components/button-dropdown';
import Link from '@cloudscape-design/components/link';
import SpaceBetween from '@cloudscape-design/components/space-between';
import type { TableProps } from '@cloudscape-design/components/table';
import type { WorkflowSummary } from '../../../core/workflow.ts';
import { formatUtcMinute } from '../../components/format-time.ts';
import { languageNames } from '../../components/language-name.ts';
import { visibleText } from '../../components/visible-text.ts';
import { Nowrap } from '../../components/nowrap.tsx';
import { workbenchHref, workflowItem } from './workflow-actions.ts';

export type WorkflowAction = 'run' | 'versions' | 'copy' | 'delete';

type OnAction = (action: WorkflowAction, workflow: WorkflowSummary) => void;

function NameCell({ workflow }: { workflow: WorkflowSummary }) {
  return (
    <SpaceBetween size="xxxs">
      <SpaceBetween direction="horizontal" size="xs" alignItems="center">
        <Link href={workbenchHref(workflow.id)}>{visibleText(workflow.name)}</Link>
        {workflow.builtin && <Badge color="blue">Built-in</Badge>}
      </SpaceBetween>
      {workflow.description !== '' && (
        <Box fontSize="body-s" color="text-body-secondary">
          {visibleText(workflow.description)}
        </Box>
      )}
    </SpaceBetween>
  );
}

function TagsCell({ tags }: { tags: readonly string[] }) {
  return (
    <SpaceBetween direction="horizontal" size="xxs">
      {tags.map((tag) => (
        <Badge key={tag}>{visibleText(tag)}</Badge>
      ))}
    </SpaceBetween>
  );
}

function menuOf({ id, builtin }: WorkflowSummary): ButtonDropdownProps.Items {
  return [
    { id: 'open', text: 'Open', href: workbenchHref(id) },
    { id: 'versions', text: 'Versions' },
    { id: 'share', text: 'Share', href: `#/share?${new URLSearchParams({ workflow: id })}` },
    { id: 'copy', text: builtin ? 'Make a copy to edit' : 'Make a copy' },
    {
      id: 'delete',
      text: 'Delete',
      disabled: builtin,
      ...(builtin ? { disabledReason: 'Built-in workflows cannot be deleted.' } : {}),
    },
  ];
}

function ActionsCell({ workflow, onAction }: { workflow: WorkflowSummary; onAction: OnAction }) {
  return (
    <Nowrap item={workflowItem(workflow.id)}>
      <Button
        wrapText={false}
        iconName="caret-right-filled"
        ariaLabel={`Run ${workflow.name}`}
        onClick={() => onAction('run', workflow)}
      >
        Run
      </Button>
      <ButtonDropdown
        variant="icon"
        expandToViewport
        ariaLabel={`Actions for ${workflow.name}`}
        items={menuOf(workflow)}
        onItemClick={({ detail }) => {
          if (detail.id === 'versions' || detail.id === 'copy' || detail.id === 'delete') onAction(detail.id, workflow);
        }}
      />
    </Nowrap>
  );
}

export function workflowColumns(onAction: OnAction): TableProps.ColumnDefinition<WorkflowSummary>[] {
  return [
    {
      id: 'name',
      header: 'Name',
      isRowHeader: true,
      sortingComparator: (a, b) => a.name.localeCompare(b.name, 'en-US', { numeric: true }),
      cell: (workflow) => <NameCell workflow={workflow} />,
      minWidth: 240,
    },
    {
      id: 'language',
      header: 'Language',
      sortingField: 'language',
      cell: ({ language }) => languageNames[language],
      width: 120,
    },
    { id: 'tags', header: 'Tags', cell: ({ tags }) => <TagsCell tags={tags} />, width: 140 },
    { id: 'version', header: 'Version', sortingField: 'version', cell: ({ version }) => version, width: 105 },
    {
      id: 'updated',
      header: 'Updated',
      sortingField: 'updated_at',
      cell: ({ builtin, updated_at }) => (builtin ? 'With the app' : <Nowrap>{formatUtcMinute(updated_at)}</Nowrap>),
      width: 195,
    },
    {
      id: 'last_run',
      header: 'Last run',
      sortingComparator: (a, b) => (a.last_run_at ?? '').localeCompare(b.last_run_at ?? ''),
      cell: ({ last_run_at }) => (last_run_at === null ? 'Never' : <Nowrap>{formatUtcMinute(last_run_at)}</Nowrap>),
      width: 195,
    },
    {
      id: 'actions',
      header: 'Actions',
      cell: (workflow) => <ActionsCell workflow={workflow} onAction={onAction} />,
      width: 165,
    },
  ];
}
