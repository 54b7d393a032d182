import { useId } from 'react';
import type { WorkbenchSession, WorkbenchState } from './workbench-session.ts';

const MAX_ROWS = 8;

/** The params of the next run, as JSON. */
export function ParamsStrip({ session, state }: { session: WorkbenchSession; state: WorkbenchState }) {
  const id = useId();
  const problem = state.problem?.field === 'params' ? state.problem.text : undefined;
  const rows = Math.min(MAX_ROWS, state.params_text.split('\n').length);
  return (
    <div className="sb-params">
      <label className="sb-field-label sb-params-label" htmlFor={id}>
        Parameters
      </label>
      <textarea
        id={id}
        className="sb-params-text"
        rows={rows}
        spellCheck={false}
        autoCapitalize="off"
        placeholder='{ "month": "2026-10" }'
        value={state.params_text}
        aria-invalid={problem !== undefined}
        aria-describedby={problem === undefined ? undefined : `${id}-problem`}
        onChange={(event) => session.setParams(event.target.value)}
      />
      <span className="sb-bench-hint">Ctrl+Enter runs, Ctrl+S saves, Ctrl+M lets Tab leave the editor</span>
      {problem !== undefined && (
        <span id={`${id}-problem`} className="sb-strip-problem" role="alert">
          {problem}
        </span>
      )}
    </div>
  );
}
