import Container from '@cloudscape-design/components/container';
import type { Connection, LocalTable, TableInfo } from '../../../core/dataset.ts';
import { EmptyState } from '../../components/empty-state.tsx';
import { ConnectionHeader } from './connection-header.tsx';
import { LocalTableSection } from './local-table-section.tsx';
import './data-page.css';

type LocalFilesProps = {
  connection: Connection;
  tables: readonly LocalTable[];
  onSelect: (connection: Connection) => void;
  onQuery: (connection: Connection, table: TableInfo) => void;
  onRead: () => void;
};

/** The person's own files, each a table of the connection `local`. */
export function LocalFiles({ connection, tables, onSelect, onQuery, onRead }: LocalFilesProps) {
  return (
    <Container
      header={
        <ConnectionHeader
          connection={connection}
          description="Your own cost reports. They stay on this computer: nothing is uploaded."
          onSelect={onSelect}
        />
      }
    >
      {tables.length === 0 ? (
        <EmptyState title="Drop CSV or CSV.gz files anywhere on this page, or choose Add files">
          A Cost and Usage Report, a FOCUS export, a budget: each becomes a table to query.
        </EmptyState>
      ) : (
        <div className="table-list">
          {tables.map((table) => (
            <LocalTableSection key={table.id} table={table} onQuery={(each) => onQuery(connection, each)} onRead={onRead} />
          ))}
        </div>
      )}
    </Container>
  );
}
