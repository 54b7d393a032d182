import { useState } from 'react';
import type { Display } from '../../../core/display.ts';
import { ChoicePills } from '../choice-pills.tsx';
import { TableDisplayView } from './table-display.tsx';

export type TableDisplay = Display & { kind: 'table' };

export function titleOfTable(table: TableDisplay, index: number, count: number): string {
  return table.title ?? (count === 1 ? 'Table' : `Table ${index + 1}`);
}

/** A run's tables, one at a time. */
export function TablesTab({ tables }: { tables: readonly TableDisplay[] }) {
  const [chosen, setChosen] = useState(0);
  const index = Math.min(chosen, tables.length - 1);
  const table = tables[index];
  if (table === undefined) return null;
  const titles = tables.map((each, at) => titleOfTable(each, at, tables.length));
  return (
    <div className="sb-tab-fill">
      {tables.length > 1 && <ChoicePills label="Which table" choices={titles} chosen={index} onChoose={setChosen} />}
      <TableDisplayView
        key={index}
        title={titles[index] ?? 'Table'}
        columns={table.columns}
        rows={table.rows}
        rowCount={table.row_count}
        truncated={table.truncated}
      />
    </div>
  );
}
