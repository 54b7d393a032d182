import { useEffect, useState, useSyncExternalStore } from 'react';
import { CodeFindingsState } from '../../components/code-findings/code-findings-state.tsx';
import { SETTLE_MS, useCodeFindings } from '../../components/code-findings/use-code-findings.ts';
import type { WorkbenchSession } from './workbench-session.ts';

type FindingsPanelProps = { session: WorkbenchSession; onLine: (line: number, column?: number) => void };

/** What the code in the editor touches, read again whenever it has stood still for a moment. */
export function FindingsPanel({ session, onLine }: FindingsPanelProps) {
  const { language, running } = useSyncExternalStore(session.subscribe, session.state);
  const code = useSettledCode(session, running);
  if (code.trim() === '') return <p className="sb-findings-none">Nothing is written yet.</p>;
  return <Findings language={language} code={code} onLine={onLine} />;
}

type FindingsProps = Pick<FindingsPanelProps, 'onLine'> & { language: Parameters<typeof useCodeFindings>[0]; code: string };

function Findings({ language, code, onLine }: FindingsProps) {
  const read = useCodeFindings(language, code, { keep_previous: true, settle_ms: 0 });
  return <CodeFindingsState read={read} onLine={onLine} />;
}

/** The text as it was when it last stood still. A run has the machine to itself: what is written meanwhile is read when it has ended. */
function useSettledCode(session: WorkbenchSession, running: boolean): string {
  const [code, setCode] = useState(() => session.code);
  useEffect(() => {
    if (running) return;
    setCode(session.code);
    let timer: ReturnType<typeof setTimeout> | undefined;
    const stop = session.subscribeText(() => {
      clearTimeout(timer);
      timer = setTimeout(() => setCode(session.code), SETTLE_MS);
    });
    return () => {
      clearTimeout(timer);
      stop();
    };
  }, [session, running]);
  return code;
}
