import Button from '@cloudscape-design/components/button';
import { useState } from 'react';
import type { Cell, Column } from '../../../core/json.ts';
import { csvBlob, tsvText } from '../data-grid/csv.ts';
import { DataGrid } from '../data-grid/data-grid.tsx';
import { downloadBlob } from '../download.ts';
import { errorMessage } from '../error-message.ts';
import { countOf, formatCount } from '../format-count.ts';
import { visibleText } from '../visible-text.ts';

export type TableDisplayProps = {
  title: string;
  columns: readonly Column[];
  rows: readonly Cell[][];
  /** Of the whole answer, of which `rows` may be the first part. */
  rowCount: number;
  truncated: boolean;
};

/** A result table with its count, copy and download. It fills the height it is given. */
export function TableDisplayView({ title, columns, rows, rowCount, truncated }: TableDisplayProps) {
  const [note, setNote] = useState('');
  const name = visibleText(title);
  const cut = truncated || rows.length < rowCount;
  const tell = async (work: Promise<void>, done: string) => {
    try {
      await work;
      setNote(done);
    } catch (error) {
      setNote(errorMessage(error));
    }
  };
  const copy = () => tell(navigator.clipboard.writeText(tsvText([columns.map((column) => column.name), ...rows])), 'Copied');
  const download = () =>
    tell(
      csvBlob(columns, rows).then((blob) => downloadBlob(blob, `${title}.csv`)),
      'Text that a spreadsheet would run as a formula has a leading apostrophe in the file',
    );
  return (
    <section className="sb-table" aria-label={name}>
      <div className="sb-table-head">
        <span className="sb-table-title">{name}</span>
        <span className="sb-table-count">
          {countOf(rows.length, 'row')}
          {cut && ` of ${rowCount > rows.length ? formatCount(rowCount) : 'more'}`} × {countOf(columns.length, 'column')}
        </span>
        <span className="sb-table-note" aria-live="polite">
          {note}
        </span>
        <Button variant="inline-link" iconName="copy" onClick={() => void copy()}>
          Copy
        </Button>
        <Button variant="inline-link" iconName="download" onClick={() => void download()}>
          Download CSV
        </Button>
      </div>
      {columns.length === 0 ? (
        <p className="sb-table-empty">The table has no columns.</p>
      ) : (
        <DataGrid label={name} columns={columns} rows={rows} />
      )}
    </section>
  );
}
