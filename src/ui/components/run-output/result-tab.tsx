import { useMemo, useState } from 'react';
import type { Cell, Json } from '../../../core/json.ts';
import { ChoicePills } from '../choice-pills.tsx';
import { JsonView } from '../json-view/json-view.tsx';
import { visibleLines } from './run-error.tsx';
import { TableDisplayView } from './table-display.tsx';

/** The value of a run: a list of records as a table or as JSON, text as text, all else as a tree. */
export function ResultTab({ value }: { value: Json }) {
  const records = useMemo(() => recordsOf(value), [value]);
  const [asJson, setAsJson] = useState(false);
  if (records !== undefined)
    return (
      <div className="sb-tab-fill">
        <ChoicePills
          label="Show the result as"
          choices={['Table', 'JSON']}
          chosen={asJson ? 1 : 0}
          onChoose={(index) => setAsJson(index === 1)}
        />
        {asJson ? (
          <div className="sb-tab-pad">
            <JsonView value={value} />
          </div>
        ) : (
          <TableDisplayView
            title="Result"
            columns={records.columns}
            rows={records.rows}
            rowCount={records.rows.length}
            truncated={false}
          />
        )}
      </div>
    );
  return (
    <div className="sb-tab-pad">
      {typeof value === 'string' ? (
        <pre className="sb-result-text">{visibleLines(value)}</pre>
      ) : (
        <JsonView value={value} openLevels={2} />
      )}
    </div>
  );
}

const MAX_COLUMNS = 500;

/** The table that a list of flat enough objects is; columns in the order in which they first appear. */
function recordsOf(value: Json): { columns: { name: string; type: string }[]; rows: Cell[][] } | undefined {
  if (!Array.isArray(value) || value.length === 0) return undefined;
  const names = new Set<string>();
  for (const each of value) {
    if (typeof each !== 'object' || each === null || Array.isArray(each)) return undefined;
    for (const key of Object.keys(each)) names.add(key);
    if (names.size > MAX_COLUMNS) return undefined;
  }
  const columns = [...names];
  if (columns.length === 0) return undefined;
  const rows = value.map((each) => columns.map((name) => cellOf(each, name)));
  return { columns: columns.map((name) => ({ name, type: '' })), rows };
}

function cellOf(record: Json, name: string): Cell {
  if (typeof record !== 'object' || record === null || Array.isArray(record) || !Object.hasOwn(record, name)) return null;
  return record[name] ?? null;
}
