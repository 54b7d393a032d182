import Alert from '@cloudscape-design/components/alert';
import Button from '@cloudscape-design/components/button';
import ButtonDropdown from '@cloudscape-design/components/button-dropdown';
import ExpandableSection from '@cloudscape-design/components/expandable-section';
import StatusIndicator from '@cloudscape-design/components/status-indicator';
import { useState } from 'react';
import type { LocalTable, LocalTableStatus, TableInfo } from '../../../core/dataset.ts';
import { useAppServices } from '../../app-services.ts';
import { formatBytes } from '../../components/format-bytes.ts';
import { countOf } from '../../components/format-count.ts';
import { visibleText } from '../../components/visible-text.ts';
import { RenameDialog } from './rename-dialog.tsx';
import { removeTable, reopenTable, setLeftOut, tableItem } from './table-actions.ts';
import { TableSection, tableFacts } from './table-section.tsx';

const sources = { handle: 'read in place', copy: 'kept as a copy', workspace: 'from the workspace' } as const;

type Trouble = { badge: string; title: string; fix: string };

const troubles: Record<Exclude<LocalTableStatus, 'ready'>, Trouble> = {
  needs_permission: {
    badge: 'Needs permission',
    title: 'The browser asks before it reads this file again',
    fix: 'Allow reading',
  },
  missing: { badge: 'File missing', title: 'The file is not where it was', fix: 'Look again' },
  changed: { badge: 'File changed', title: 'The file has changed since it was opened', fix: 'Read it again' },
  failed: { badge: 'Cannot be read', title: 'The file cannot be read as a table', fix: 'Try again' },
};

function TroubleAlert({ table, trouble, onFix }: { table: LocalTable; trouble: Trouble; onFix: () => void }) {
  const asks = table.status === 'needs_permission';
  return (
    <Alert
      type={asks ? 'info' : 'warning'}
      header={trouble.title}
      action={
        <Button ariaLabel={`${trouble.fix}: ${visibleText(table.name)}`} onClick={onFix}>
          {trouble.fix}
        </Button>
      }
    >
      {visibleText(table.problem ?? 'Read it again, or remove the table.')}
    </Alert>
  );
}

function ReaderNotes({ notes }: { notes: readonly string[] }) {
  if (notes.length === 0) return null;
  return (
    <Alert type="warning" header="What the reader noted">
      <ul>
        {notes.map((note) => (
          <li key={note}>{visibleText(note)}</li>
        ))}
      </ul>
    </Alert>
  );
}

function Evidence({ kind, evidence }: Pick<LocalTable, 'kind' | 'evidence'>) {
  if (evidence.length === 0) return null;
  return (
    <ExpandableSection variant="inline" headerText={`Why it is taken for ${visibleText(kind)}, and how it is read`}>
      <ul className="plain-list">
        {evidence.map((each) => (
          <li key={each}>{visibleText(each)}.</li>
        ))}
      </ul>
    </ExpandableSection>
  );
}

type LocalTableSectionProps = { table: LocalTable; onQuery: (table: TableInfo) => void; onRead: () => void };

/** A table made of the person's own file: how it was read, what is wrong with it and how to mend that. */
export function LocalTableSection({ table, onQuery, onRead }: LocalTableSectionProps) {
  const services = useAppServices();
  const [renaming, setRenaming] = useState(false);
  const trouble = table.status === 'ready' ? undefined : troubles[table.status];
  const name = visibleText(table.name);
  // Only a billing file has evidence, and only such files stand in the views.
  const isBilling = table.evidence.length > 0;
  const fix = () => void reopenTable(services, table);
  return (
    <>
      <TableSection
        connection="local"
        table={table}
        facts={`${tableFacts(table)} · ${visibleText(table.file_name)}, ${formatBytes(table.bytes)}, ${sources[table.source]}`}
        badge={
          <>
            {trouble && (
              <StatusIndicator type={table.status === 'needs_permission' ? 'info' : 'warning'}>{trouble.badge}</StatusIndicator>
            )}
            {table.left_out && <StatusIndicator type="stopped">Left out of the views</StatusIndicator>}
            {table.notes.length > 0 && <StatusIndicator type="warning">{countOf(table.notes.length, 'note')}</StatusIndicator>}
          </>
        }
        readable={trouble === undefined}
        onQuery={onQuery}
        onRead={onRead}
        actions={
          <>
            {trouble !== undefined && (
              <Button ariaLabel={`${trouble.fix}: ${name}`} wrapText={false} onClick={fix}>
                {trouble.fix}
              </Button>
            )}
            <span data-item={tableItem(table.id)}>
              <ButtonDropdown
                variant="icon"
                expandToViewport
                ariaLabel={`Actions for ${name}`}
                items={[
                  { id: 'rename', text: 'Rename' },
                  ...(isBilling
                    ? [{ id: 'views', text: table.left_out ? 'Take into the views' : 'Leave out of the views' }]
                    : []),
                  { id: 'remove', text: 'Remove' },
                ]}
                onItemClick={({ detail }) => {
                  if (detail.id === 'rename') setRenaming(true);
                  else if (detail.id === 'views') void setLeftOut(services, table, !table.left_out);
                  else void removeTable(services, table);
                }}
              />
            </span>
          </>
        }
      >
        {trouble !== undefined && <TroubleAlert table={table} trouble={trouble} onFix={fix} />}
        <ReaderNotes notes={table.notes} />
        <Evidence kind={table.kind} evidence={table.evidence} />
      </TableSection>
      {renaming && <RenameDialog table={table} onDismiss={() => setRenaming(false)} />}
    </>
  );
}
