import { Suspense } from 'react';
import type { LanguageId } from '../../../core/run.ts';
import { CodeView } from '../../components/code-view.tsx';
import { CopyButton } from '../../components/copy-button.tsx';
import { languageNames } from '../../components/language-name.ts';
import { lazyPart } from '../../components/lazy-part.tsx';
import { Fold } from './call-output.tsx';
import { useChat } from './chat-context.ts';

// Loaded when a call is first asked about: most conversations ask nothing.
const CodeFindingsFold = lazyPart(() =>
  import('../../components/code-findings/code-findings-fold.tsx').then((module) => module.CodeFindingsFold),
);

type CallCodeProps = {
  code: string;
  language: LanguageId;
  /** Leads to the run's code in the editor, with its parameters; without a run the code alone is opened there. */
  runId: string | undefined;
  markedLine: number | undefined;
  /** Shown whole: the person is asked about it. */
  whole: boolean;
};

/** The code of a call, coloured; to be copied or opened in the editor. */
export function CallCode({ code, language, runId, markedLine, whole }: CallCodeProps) {
  const { onOpenCode } = useChat();
  const view = (
    <CodeView
      code={code}
      language={language}
      label={`Code in ${languageNames[language]}`}
      {...(markedLine === undefined ? {} : { markedLine })}
    />
  );
  return (
    <div className="chat-code">
      <div className="chat-code-head">
        <span className="chat-quiet">{languageNames[language]}</span>
        {runId === undefined ? (
          <button type="button" className="chat-link" onClick={() => onOpenCode(code, language)}>
            Open in editor
          </button>
        ) : (
          <a className="chat-link" href={`#/workbench?${new URLSearchParams({ run: runId }).toString()}`}>
            Open in editor
          </a>
        )}
        <CopyButton text={code} label="Copy the code" />
      </div>
      {whole ? (
        <>
          <div className="chat-code-whole">{view}</div>
          <Suspense>
            <CodeFindingsFold language={language} code={code} />
          </Suspense>
        </>
      ) : (
        <Fold label="the code">
          {(open) => (
            <div className="chat-code-box" data-open={open}>
              {view}
            </div>
          )}
        </Fold>
      )}
    </div>
  );
}
