import { useEffect, useId, useMemo, useRef } from 'react';
import type { Connection } from '../../../core/dataset.ts';
import { withParameter } from '../../components/params-form/query-parameters.ts';
import { readParamsText } from '../../components/params-form/read-params.ts';
import { ParameterField, type OfferedName } from './parameter-field.tsx';
import type { WorkbenchSession, WorkbenchState } from './workbench-session.ts';

const MAX_ROWS = 8;

type ParamsStripProps = {
  session: WorkbenchSession;
  state: WorkbenchState;
  /** Its tables are offered where the query asks for one. */
  connection: Connection | undefined;
  onRun: () => void;
};

/** The params of the next run: a field for each placeholder of a query, and all of them as JSON. */
export function ParamsStrip({ session, state, connection, onRun }: ParamsStripProps) {
  const id = useId();
  const { parameters, problem } = state;
  const read = useMemo(() => readParamsText(state.params_text), [state.params_text]);
  const missing = useRef<HTMLInputElement | HTMLTextAreaElement>(null);
  useEffect(() => {
    if (problem?.field === 'parameter') missing.current?.focus();
  }, [problem]);
  const wrong = problem?.field === 'params' ? problem.text : parameters.length > 0 && !read.ok ? read.problem : undefined;
  const names = useMemo(() => namesOf(connection), [connection]);
  const told = problem?.field === 'parameter' ? problem : undefined;
  const rows = Math.min(MAX_ROWS, state.params_text.split('\n').length);
  return (
    <div className="sb-params" data-fields={parameters.length > 0}>
      {parameters.length > 0 && (
        <div className="sb-parameters" role="group" aria-label="Parameters of the query">
          {parameters.map((parameter) => {
            const { name } = parameter;
            return (
              <ParameterField
                key={name}
                parameter={parameter}
                value={read.ok && Object.hasOwn(read.params, name) ? read.params[name] : undefined}
                names={names}
                disabled={!read.ok}
                problem={told?.name === name ? `${id}-missing` : undefined}
                ref={told?.name === name ? missing : undefined}
                onChange={(value) => session.setParams(withParameter(session.state().params_text, name, value))}
                onRun={onRun}
              />
            );
          })}
        </div>
      )}
      {told !== undefined && (
        <span id={`${id}-missing`} className="sb-strip-problem" role="alert">
          {told.text}
        </span>
      )}
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
        aria-invalid={wrong !== undefined}
        aria-describedby={wrong === undefined ? undefined : `${id}-problem`}
        onChange={(event) => session.setParams(event.target.value)}
      />
      <span className="sb-bench-hint">Ctrl+Enter runs, Ctrl+S saves, Ctrl+M lets Tab leave the editor</span>
      {wrong !== undefined && (
        <span id={`${id}-problem`} className="sb-strip-problem" role="alert">
          {wrong}
        </span>
      )}
    </div>
  );
}

/** Tables and the database that they are in. */
function namesOf(connection: Connection | undefined): OfferedName[] {
  if (connection === undefined) return [];
  const tables = connection.tables.map(({ name, kind }) => ({ name, what: kind ?? 'table' }));
  return [...tables, { name: connection.id, what: 'database' }];
}
