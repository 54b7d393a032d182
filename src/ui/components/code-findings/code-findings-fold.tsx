import { useId, useState } from 'react';
import type { LanguageId } from '../../../core/run.ts';
import { visibleText } from '../visible-text.ts';
import { CodeFindingsState } from './code-findings-state.tsx';
import { findingsLine } from './findings-line.ts';
import { useCodeFindings, type CodeFindingsState as Read } from './use-code-findings.ts';
import './code-findings.css';

/** What code touches, in a line, and all of it on demand. It is advice beside the code: nothing waits for it. */
export function CodeFindingsFold({ language, code }: { language: LanguageId; code: string }) {
  const [open, setOpen] = useState(false);
  const details = useId();
  const read = useCodeFindings(language, code);
  return (
    <div className="sb-findings-fold" role="group" aria-label="What its text says">
      <button
        type="button"
        className="sb-findings-line"
        aria-expanded={open}
        aria-controls={details}
        onClick={() => setOpen(!open)}
      >
        <span className="sb-findings-mark" aria-hidden />
        <Line read={read} />
      </button>
      <div id={details} hidden={!open}>
        {open && <CodeFindingsState read={read} />}
      </div>
    </div>
  );
}

function Line({ read }: { read: Read }) {
  if (read.state === 'loading') return <span>Reading what it touches</span>;
  if (read.state === 'failed') return <span>What it touches could not be read</span>;
  const { said, warns } = findingsLine(read.findings);
  return (
    <span>
      {warns !== undefined && <strong className="sb-findings-warning">{warns}. </strong>}
      Its text says: {said.map(visibleText).join(' · ')}
    </span>
  );
}
