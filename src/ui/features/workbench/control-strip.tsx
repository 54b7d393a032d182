import Button from '@cloudscape-design/components/button';
import { languageIds, type LanguageId } from '../../../core/run.ts';
import { languageNames } from '../../components/language-name.ts';
import { NativeSelect } from '../../components/native-select.tsx';
import { Elapsed } from '../../components/run-output/run-status.tsx';
import { MAX_SECONDS, MIN_SECONDS } from './read-time-limit.ts';
import type { Connections } from './use-connections.ts';
import type { WorkbenchSession, WorkbenchState } from './workbench-session.ts';

const languages = languageIds.map((id) => ({ value: id, label: languageNames[id] }));

type ControlStripProps = {
  session: WorkbenchSession;
  state: WorkbenchState;
  connections: Connections;
  /** Whether what the code touches is shown. */
  findings: boolean;
  onFindings: () => void;
  onRun: () => void;
};

/** What a run is made of (language, connection, time limit), and Run and Stop. */
export function ControlStrip({ session, state, connections, findings, onFindings, onRun }: ControlStripProps) {
  const { run, running } = state;
  const wrong = state.problem?.field === 'time_limit';
  const setLanguage = (value: string) => {
    const language = languageIds.find((id) => id === value);
    if (language !== undefined) session.setLanguage(language satisfies LanguageId);
  };
  return (
    <div className="sb-strip" role="group" aria-label="How it runs">
      <NativeSelect label="Language" value={state.language} options={languages} onChange={setLanguage} />
      <NativeSelect
        label="Connection"
        value={connections.selected?.id ?? ''}
        options={connections.all.map(({ id, label }) => ({ value: id, label }))}
        onChange={connections.select}
      />
      <label className="sb-field">
        <span className="sb-field-label">Time limit</span>
        <input
          className="sb-number"
          type="number"
          min={MIN_SECONDS}
          max={MAX_SECONDS}
          step="any"
          value={state.time_limit}
          aria-invalid={wrong}
          aria-describedby={wrong ? 'sb-time-limit-problem' : 'sb-time-limit-unit'}
          onChange={(event) => session.setTimeLimit(event.target.value)}
          onBlur={() => session.checkTimeLimit()}
        />
        <span id="sb-time-limit-unit" className="sb-strip-unit" aria-hidden>
          s
        </span>
      </label>
      {wrong && (
        <span id="sb-time-limit-problem" className="sb-strip-problem" role="alert">
          {state.problem?.text}
        </span>
      )}
      <span className="sb-strip-end">
        {running && run !== null && (
          <span className="sb-strip-elapsed" role="timer" aria-label="Elapsed">
            <Elapsed read={() => run.elapsed()} />
          </span>
        )}
        {running && (
          <Button iconName="status-stopped" onClick={session.stop}>
            Stop
          </Button>
        )}
        <Button ariaExpanded={findings} onClick={onFindings}>
          What it touches
        </Button>
        <Button
          variant="primary"
          iconName="caret-right-filled"
          disabled={running || !state.ready}
          onClick={onRun}
          ariaLabel="Run"
        >
          Run
        </Button>
      </span>
    </div>
  );
}
