import Container from '@cloudscape-design/components/container';
import Header from '@cloudscape-design/components/header';
import type { BillingView, Connection, LocalTable, TableInfo } from '../../../core/dataset.ts';
import { EmptyState } from '../../components/empty-state.tsx';
import { BillingViewSection, ViewWarnings } from './billing-view-section.tsx';
import { ConnectionHeader } from './connection-header.tsx';
import { LocalTableSection } from './local-table-section.tsx';
import './data-page.css';

type LocalFilesProps = {
  connection: Connection;
  tables: readonly LocalTable[];
  views: readonly BillingView[];
  onSelect: (connection: Connection) => void;
  onQuery: (connection: Connection, table: TableInfo) => void;
  onRead: () => void;
};

/** The person's own files, each a table of the connection `local`, and the views over those that are billing data. */
export function LocalFiles({ connection, tables, views, onSelect, onQuery, onRead }: LocalFilesProps) {
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
          {views.length > 0 && (
            <>
              <Header
                variant="h3"
                description="All your billing files as one table, in each format that they can be made into. Nothing is copied."
              >
                Views
              </Header>
              <ViewWarnings views={views} />
              {views.map((view) => (
                <BillingViewSection key={view.name} view={view} onQuery={(each) => onQuery(connection, each)} onRead={onRead} />
              ))}
              <Header variant="h3" description="Each file as a table of its own.">
                Files
              </Header>
            </>
          )}
          {tables.map((table) => (
            <LocalTableSection key={table.id} table={table} onQuery={(each) => onQuery(connection, each)} onRead={onRead} />
          ))}
        </div>
      )}
    </Container>
  );
}
