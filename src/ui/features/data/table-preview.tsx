import Box from '@cloudscape-design/components/box';
import SpaceBetween from '@cloudscape-design/components/space-between';
import Spinner from '@cloudscape-design/components/spinner';
import { useAppServices } from '../../app-services.ts';
import { DataGrid } from '../../components/data-grid/data-grid.tsx';
import { countOf } from '../../components/format-count.ts';
import { LoadFailed } from '../../components/load-failed.tsx';
import { useLive } from '../../components/use-live.ts';
import { sqlName } from './starter-sql.ts';
import './data-page.css';

const PREVIEW_ROWS = 50;

/** The first rows of a table, with every digit. The engine loads if it must. */
export function TablePreview({ connection, table }: { connection: string; table: string }) {
  const { callTool } = useAppServices();
  const preview = useLive(`${connection} ${table}`, [], () =>
    callTool('query_data', { sql: `SELECT * FROM ${sqlName(table)} LIMIT ${PREVIEW_ROWS}`, connection, max_rows: PREVIEW_ROWS }),
  );
  if (preview.error !== undefined) return <LoadFailed what="The first rows" message={preview.error} onRetry={preview.reload} />;
  if (preview.value === undefined) {
    return (
      <Box padding="l" textAlign="center" color="text-body-secondary">
        <span role="status">
          <Spinner /> Reading the first rows. The SQL engine loads on first use.
        </span>
      </Box>
    );
  }
  const { columns, rows } = preview.value;
  if (rows.length === 0) return <Box color="text-body-secondary">The table has no rows.</Box>;
  return (
    <SpaceBetween size="xs">
      <div className="table-preview">
        <DataGrid label={`First rows of ${table}`} columns={columns} rows={rows} />
      </div>
      <Box fontSize="body-s" color="text-body-secondary">
        {countOf(rows.length, 'row')} from the start of the table, in no particular order.
      </Box>
    </SpaceBetween>
  );
}
