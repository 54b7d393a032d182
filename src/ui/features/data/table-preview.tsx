import Box from '@cloudscape-design/components/box';
import ProgressBar from '@cloudscape-design/components/progress-bar';
import SpaceBetween from '@cloudscape-design/components/space-between';
import Spinner from '@cloudscape-design/components/spinner';
import { useState } from 'react';
import type { LoadProgress } from '../../../core/ports/sql-engine.ts';
import { useAppServices } from '../../app-services.ts';
import { DataGrid } from '../../components/data-grid/data-grid.tsx';
import { formatBytes } from '../../components/format-bytes.ts';
import { countOf } from '../../components/format-count.ts';
import { LoadFailed } from '../../components/load-failed.tsx';
import { useLive } from '../../components/use-live.ts';
import { sqlName } from './starter-sql.ts';
import './data-page.css';

const PREVIEW_ROWS = 50;

function Reading({ progress }: { progress: LoadProgress | undefined }) {
  if (progress !== undefined && progress.total > 0 && progress.done < progress.total) {
    return (
      <ProgressBar
        label={progress.text}
        value={(progress.done / progress.total) * 100}
        additionalInfo={`${formatBytes(progress.done)} of ${formatBytes(progress.total)}`}
      />
    );
  }
  return (
    <Box padding="l" textAlign="center" color="text-body-secondary">
      <span role="status">
        <Spinner /> Reading the first rows
      </span>
    </Box>
  );
}

type TablePreviewProps = {
  connection: string;
  table: string;
  /** Called when rows have come: what was not known of the connection may be now. */
  onRead: () => void;
};

/** The first rows of a table, with every digit. The engine loads if it must. */
export function TablePreview({ connection, table, onRead }: TablePreviewProps) {
  const { callTool, engine } = useAppServices();
  const [progress, setProgress] = useState<LoadProgress>();
  const preview = useLive(`${connection} ${table}`, [], async () => {
    if (engine.state() !== 'ready') await engine.load(setProgress);
    const sql = `SELECT * FROM ${sqlName(table)} LIMIT ${PREVIEW_ROWS}`;
    const answer = await callTool('query_data', { sql, connection, max_rows: PREVIEW_ROWS });
    onRead();
    return answer;
  });
  if (preview.error !== undefined) return <LoadFailed what="The first rows" message={preview.error} onRetry={preview.reload} />;
  if (preview.value === undefined) return <Reading progress={progress} />;
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
