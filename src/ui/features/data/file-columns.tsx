import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import ButtonDropdown, { type ButtonDropdownProps } from '@cloudscape-design/components/button-dropdown';
import Link from '@cloudscape-design/components/link';
import type { TableProps } from '@cloudscape-design/components/table';
import type { WorkspaceFile } from '../../../core/workspace.ts';
import { formatBytes } from '../../components/format-bytes.ts';
import { formatUtcMinute } from '../../components/format-time.ts';
import { Nowrap } from '../../components/nowrap.tsx';
import { visibleText } from '../../components/visible-text.ts';
import { fileItem } from './file-actions.ts';

export type FileAction = 'preview' | 'download' | 'table' | 'delete';

type OnAction = (action: FileAction, file: WorkspaceFile) => void;

const READABLE_AS_TABLE = /\.(?:csv|tsv|txt)(?:\.gz)?$/iu;

function menuOf({ path }: WorkspaceFile): ButtonDropdownProps.Items {
  const table = READABLE_AS_TABLE.test(path);
  return [
    { id: 'preview', text: 'Preview' },
    {
      id: 'table',
      text: 'Open as table',
      disabled: !table,
      ...(table ? {} : { disabledReason: 'Only CSV and CSV.gz files can be opened as tables.' }),
    },
    { id: 'delete', text: 'Delete' },
  ];
}

function ActionsCell({ file, onAction }: { file: WorkspaceFile; onAction: OnAction }) {
  const name = visibleText(file.path);
  return (
    <Nowrap item={fileItem(file.path)}>
      <Button variant="icon" iconName="download" ariaLabel={`Download ${name}`} onClick={() => onAction('download', file)} />
      <ButtonDropdown
        variant="icon"
        expandToViewport
        ariaLabel={`Actions for ${name}`}
        items={menuOf(file)}
        onItemClick={({ detail }) => {
          if (detail.id === 'preview' || detail.id === 'table' || detail.id === 'delete') onAction(detail.id, file);
        }}
      />
    </Nowrap>
  );
}

export function fileColumns(onAction: OnAction): TableProps.ColumnDefinition<WorkspaceFile>[] {
  return [
    {
      id: 'path',
      header: 'Path',
      isRowHeader: true,
      sortingField: 'path',
      minWidth: 220,
      cell: (file) => (
        <Button variant="inline-link" onClick={() => onAction('preview', file)}>
          {visibleText(file.path)}
        </Button>
      ),
    },
    { id: 'bytes', header: 'Size', sortingField: 'bytes', width: 120, cell: ({ bytes }) => formatBytes(bytes) },
    { id: 'type', header: 'Type', sortingField: 'media_type', width: 170, cell: ({ media_type }) => media_type },
    {
      id: 'modified',
      header: 'Modified',
      sortingField: 'modified_at',
      width: 200,
      cell: ({ modified_at }) => <Nowrap>{formatUtcMinute(modified_at)}</Nowrap>,
    },
    {
      id: 'run',
      header: 'Written by',
      width: 140,
      cell: ({ path, run_id }) =>
        run_id === undefined ? (
          <Box color="text-body-secondary">You</Box>
        ) : (
          <Link href={`#/runs/${encodeURIComponent(run_id)}`} ariaLabel={`The run that wrote ${visibleText(path)}`}>
            A run
          </Link>
        ),
    },
    { id: 'actions', header: 'Actions', width: 120, cell: (file) => <ActionsCell file={file} onAction={onAction} /> },
  ];
}
