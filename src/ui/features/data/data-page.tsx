import Container from '@cloudscape-design/components/container';
import ContentLayout from '@cloudscape-design/components/content-layout';
import Header from '@cloudscape-design/components/header';
import SpaceBetween from '@cloudscape-design/components/space-between';
import Spinner from '@cloudscape-design/components/spinner';
import Box from '@cloudscape-design/components/box';
import { useEffect } from 'react';
import type { Connection, TableInfo } from '../../../core/dataset.ts';
import { useAppServices, type AppServices } from '../../app-services.ts';
import { errorMessage } from '../../components/error-message.ts';
import { LoadFailed } from '../../components/load-failed.tsx';
import { notices } from '../../components/notices/notice-store.ts';
import { queryHref } from '../../components/own-sql.ts';
import { useLive } from '../../components/use-live.ts';
import { AddFilesButton } from './add-files-button.tsx';
import { AthenaSection } from './athena-section.tsx';
import { ConnectionHeader } from './connection-header.tsx';
import { DropOverlay } from './drop-overlay.tsx';
import { LocalFiles } from './local-files.tsx';
import { starterSql } from './starter-sql.ts';
import { TableSection } from './table-section.tsx';
import { useLaunchedFiles } from './use-launched-files.ts';
import { WorkspaceFiles } from './workspace-files.tsx';
import './data-page.css';

const places: Record<Connection['kind'], number> = { sample: 0, athena: 1, local: 2 };

/** Settings hold which connection is selected. */
function useConnections({ callTool, tables }: AppServices) {
  return useLive('connections', ['tables', 'settings'], async () => {
    const [{ connections }, local, views] = await Promise.all([callTool('list_connections', {}), tables.list(), tables.views()]);
    return { connections: connections.toSorted((a, b) => places[a.kind] - places[b.kind]), local, views };
  });
}

type SampleProps = {
  connection: Connection;
  onSelect: (connection: Connection) => void;
  onQuery: (connection: Connection, table: TableInfo) => void;
  onRead: () => void;
};

function SampleData({ connection, onSelect, onQuery, onRead }: SampleProps) {
  return (
    <Container
      header={
        <ConnectionHeader
          connection={connection}
          description="A made-up company: 13 months up to yesterday, the same money in each table. It needs no account."
          onSelect={onSelect}
        />
      }
    >
      <div className="table-list">
        {connection.tables.map((table) => (
          <TableSection
            key={table.name}
            connection={connection.id}
            table={table}
            onQuery={(each) => onQuery(connection, each)}
            onRead={onRead}
          />
        ))}
      </div>
    </Container>
  );
}

/** What can be queried, and the files of the workspace. Files dropped anywhere on it become tables. */
export function DataPage() {
  const services = useAppServices();
  const listed = useConnections(services);
  const { reload } = listed;
  useLaunchedFiles();
  useEffect(() => {
    const stop = [services.aws.session.subscribe(reload), services.aws.athena.subscribe(reload)];
    return () => {
      for (const each of stop) each();
    };
  }, [services, reload]);

  const select = async (id: string) => {
    try {
      await services.callTool('select_connection', { id });
      listed.reload();
      return true;
    } catch (error) {
      notices.put({
        id: 'select-connection',
        type: 'error',
        header: 'The connection was not selected',
        text: errorMessage(error),
      });
      return false;
    }
  };
  const onSelect = ({ id }: Connection) => void select(id);
  const onQuery = async ({ id, selected }: Connection, { name, columns }: TableInfo) => {
    if (selected || (await select(id))) location.hash = queryHref(starterSql(name, columns));
  };

  return (
    <ContentLayout
      header={
        <Header
          variant="h1"
          description="Tables to query, and the files that code reads and writes. Drop CSV or CSV.gz files anywhere on this page."
          actions={<AddFilesButton />}
        >
          Data
        </Header>
      }
    >
      <SpaceBetween size="l">
        {listed.error !== undefined && <LoadFailed what="The connections" message={listed.error} onRetry={listed.reload} />}
        {listed.value === undefined && listed.error === undefined && (
          <Box textAlign="center" padding="l">
            <span role="status">
              <Spinner /> Loading connections
            </span>
          </Box>
        )}
        {listed.value?.connections.map((connection) => {
          const onTable = (each: Connection, table: TableInfo) => void onQuery(each, table);
          const shared = { connection, onSelect, onQuery: onTable, onRead: listed.reload };
          if (connection.kind === 'athena') return <AthenaSection key={connection.id} {...shared} />;
          return connection.kind === 'local' ? (
            <LocalFiles key={connection.id} tables={listed.value?.local ?? []} views={listed.value?.views ?? []} {...shared} />
          ) : (
            <SampleData key={connection.id} {...shared} />
          );
        })}
        <WorkspaceFiles />
      </SpaceBetween>
      <DropOverlay />
    </ContentLayout>
  );
}
