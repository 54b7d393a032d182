import { useMemo } from 'react';
import type { QueryResult } from '../../../core/dataset.ts';
import { JsonView } from '../../components/json-view/json-view.tsx';
import { TableDisplayView } from '../../components/run-output/table-display.tsx';
import { visibleLines } from '../../components/visible-text.ts';
import { Fold, tableHeight } from './call-output.tsx';
import { readAnswer, tableOfQuery } from './read-answer.ts';
import '../../components/run-output/run-output.css';

type CallAnswerProps = {
  /** What the model was given of it. */
  output: string;
  /** A query's answer, while the page has it. */
  whole: QueryResult | undefined;
};

/** What a tool answered that made no run: its rows as a table, JSON as a tree, all else as text. */
export function CallAnswer({ output, whole }: CallAnswerProps) {
  const answer = useMemo(() => (whole === undefined ? readAnswer(output) : tableOfQuery(whole)), [output, whole]);
  switch (answer.kind) {
    case 'table':
      return (
        <>
          <div className="chat-table" style={{ blockSize: tableHeight(answer.rows.length) }}>
            <TableDisplayView
              title="Rows"
              columns={answer.columns}
              rows={answer.rows}
              rowCount={answer.row_count}
              truncated={answer.more}
            />
          </div>
          {answer.rest !== '' && <div className="chat-quiet chat-plain">{visibleLines(answer.rest)}</div>}
        </>
      );
    case 'json':
      return (
        <Fold label="the answer">
          {(open) => (
            <div className="chat-printed" data-open={open} tabIndex={0} role="group" aria-label="Answer of the tool">
              <JsonView value={answer.value} openLevels={2} />
            </div>
          )}
        </Fold>
      );
    case 'text':
      return (
        <Fold label="the answer">
          {(open) => (
            <pre className="chat-printed chat-plain" data-open={open} tabIndex={0} aria-label="Answer of the tool">
              {visibleLines(answer.text)}
            </pre>
          )}
        </Fold>
      );
  }
}
