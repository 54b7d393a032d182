import Badge from '@cloudscape-design/components/badge';
import Button from '@cloudscape-design/components/button';
import ExpandableSection from '@cloudscape-design/components/expandable-section';
import SpaceBetween from '@cloudscape-design/components/space-between';
import Tabs from '@cloudscape-design/components/tabs';
import { useState, type ReactNode } from 'react';
import type { TableInfo } from '../../../core/dataset.ts';
import { countOf } from '../../components/format-count.ts';
import { Nowrap } from '../../components/nowrap.tsx';
import { visibleText } from '../../components/visible-text.ts';
import { ColumnsList } from './columns-list.tsx';
import { TablePreview } from './table-preview.tsx';

export function tableFacts({ rows, columns }: Pick<TableInfo, 'rows' | 'columns'>): string {
  const width = countOf(columns.length, 'column');
  return rows === undefined ? width : `${countOf(rows, 'row')}, ${width}`;
}

type TableSectionProps = {
  connection: string;
  table: TableInfo;
  facts?: string;
  /** Beside the name: a status that needs the person. */
  badge?: ReactNode;
  /** Above the columns: what is wrong, what the reader noted. */
  children?: ReactNode;
  actions?: ReactNode;
  readable?: boolean;
  onQuery: (table: TableInfo) => void;
  /** Called when rows of it have been read. */
  onRead: () => void;
};

/** One table: its name, kind and size; opened, its columns and first rows. */
export function TableSection({
  connection,
  table,
  facts,
  badge,
  children,
  actions,
  readable = true,
  onQuery,
  onRead,
}: TableSectionProps) {
  const [tab, setTab] = useState('columns');
  const name = visibleText(table.name);
  const columns = {
    id: 'columns',
    label: `Columns (${table.columns.length})`,
    content: <ColumnsList table={name} columns={table.columns} />,
  };
  const rows = {
    id: 'rows',
    label: 'First rows',
    content: <TablePreview connection={connection} table={table.name} onRead={onRead} />,
  };
  return (
    <ExpandableSection
      variant="default"
      headingTagOverride="h3"
      headerText={
        <Nowrap>
          <span>{name}</span>
          {table.kind !== undefined && <Badge>{visibleText(table.kind)}</Badge>}
          {badge}
        </Nowrap>
      }
      headerDescription={facts ?? tableFacts(table)}
      headerActions={
        <SpaceBetween direction="horizontal" size="xs">
          {readable && (
            <Button ariaLabel={`Query this table: ${name}`} wrapText={false} onClick={() => onQuery(table)}>
              Query this table
            </Button>
          )}
          {actions}
        </SpaceBetween>
      }
    >
      <SpaceBetween size="m">
        {children}
        <Tabs
          activeTabId={tab}
          ariaLabel={`About ${name}`}
          tabs={readable ? [columns, rows] : [columns]}
          onChange={({ detail }) => setTab(detail.activeTabId)}
        />
      </SpaceBetween>
    </ExpandableSection>
  );
}
