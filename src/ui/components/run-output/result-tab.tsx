import { useMemo, useState } from 'react';
import type { Json } from '../../../core/json.ts';
import { ChoicePills } from '../choice-pills.tsx';
import { JsonView } from '../json-view/json-view.tsx';
import { recordsOf } from './records-of.ts';
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
