import { useCollection } from '@cloudscape-design/collection-hooks';
import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import Header from '@cloudscape-design/components/header';
import Pagination from '@cloudscape-design/components/pagination';
import Table from '@cloudscape-design/components/table';
import TextFilter from '@cloudscape-design/components/text-filter';
import { useRef, useState } from 'react';
import type { WorkspaceFile } from '../../../core/workspace.ts';
import { useAppServices } from '../../app-services.ts';
import { EmptyState } from '../../components/empty-state.tsx';
import { countOf } from '../../components/format-count.ts';
import { LoadFailed } from '../../components/load-failed.tsx';
import { useLive } from '../../components/use-live.ts';
import { useMedia } from '../../components/use-media.ts';
import { deleteFile, downloadFile, FILES_HEAD, uploadFiles } from './file-actions.ts';
import { FileDialog } from './file-dialog.tsx';
import { fileColumns, type FileAction } from './file-columns.tsx';
import { openAsTable } from './table-actions.ts';
import './data-page.css';

const PAGE_SIZE = 20;

function UploadButton() {
  const services = useAppServices();
  const input = useRef<HTMLInputElement>(null);
  return (
    <>
      <Button iconName="upload" onClick={() => input.current?.click()}>
        Upload
      </Button>
      <input
        ref={input}
        type="file"
        multiple
        className="off-screen"
        tabIndex={-1}
        aria-label="Files to put into the workspace"
        onChange={({ currentTarget }) => {
          const files = [...(currentTarget.files ?? [])];
          currentTarget.value = '';
          void uploadFiles(services, files);
        }}
      />
    </>
  );
}

function useFiles() {
  const { callTool } = useAppServices();
  return useLive('files', ['files'], async () => (await callTool('list_files', {})).files);
}

/** The files that runs wrote or the person put there: what code sees as its working directory. */
export function WorkspaceFiles() {
  const services = useAppServices();
  const listed = useFiles();
  const [shown, setShown] = useState<WorkspaceFile>();
  const narrow = useMedia('(max-width: 1000px)');
  const act = (action: FileAction, file: WorkspaceFile) => {
    if (action === 'preview') setShown(file);
    if (action === 'download') void downloadFile(services, file.path);
    if (action === 'table') void openAsTable(services, file.path);
    if (action === 'delete') void deleteFile(services, file);
  };
  const { items, collectionProps, filterProps, paginationProps, filteredItemsCount, actions } = useCollection(
    listed.value ?? [],
    {
      filtering: {
        fields: ['path'],
        empty: (
          <EmptyState title="No files yet">
            What code writes under data/ is kept here, to be downloaded or opened as a table.
          </EmptyState>
        ),
        noMatch: (
          <EmptyState title="No file fits" action={<Button onClick={() => actions.setFiltering('')}>Clear the search</Button>} />
        ),
      },
      pagination: { pageSize: PAGE_SIZE },
      sorting: { defaultState: { sortingColumn: { sortingField: 'modified_at' }, isDescending: true } },
    },
  );
  const columns = fileColumns(act);
  return (
    <>
      {listed.error !== undefined && <LoadFailed what="The workspace" message={listed.error} onRetry={listed.reload} />}
      <Table
        {...collectionProps}
        variant="container"
        wrapLines
        items={items}
        trackBy="path"
        loading={listed.value === undefined && listed.loading}
        loadingText="Loading files"
        columnDefinitions={columns}
        columnDisplay={columns.map(({ id = '' }) => ({ id, visible: !narrow || !['type', 'run'].includes(id) }))}
        ariaLabels={{ tableLabel: 'Workspace files' }}
        header={
          <Header
            variant="h2"
            counter={listed.value === undefined ? '' : `(${listed.value.length})`}
            description="The working directory of every run. What code writes is kept here."
            actions={<UploadButton />}
          >
            <span data-item={FILES_HEAD}>Workspace files</span>
          </Header>
        }
        filter={
          (listed.value?.length ?? 0) > 0 && (
            <TextFilter
              {...filterProps}
              filteringPlaceholder="Search by path"
              filteringAriaLabel="Search workspace files"
              filteringClearAriaLabel="Clear the search"
              countText={countOf(filteredItemsCount ?? 0, 'match', 'matches')}
            />
          )
        }
        pagination={(listed.value?.length ?? 0) > PAGE_SIZE && <Pagination {...paginationProps} />}
        footer={
          (listed.value?.length ?? 0) > 0 && (
            <Box fontSize="body-s" color="text-body-secondary">
              A file is no table until it is opened as one.
            </Box>
          )
        }
      />
      {shown !== undefined && <FileDialog file={shown} onDismiss={() => setShown(undefined)} />}
    </>
  );
}
