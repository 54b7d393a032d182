import { useCallback, useEffect, useState } from 'react';
import type { CodeFindings } from '../../../core/ports/code-analysis.ts';
import type { LanguageId } from '../../../core/run.ts';
import { useAppServices } from '../../app-services.ts';
import { errorMessage } from '../error-message.ts';

export type CodeFindingsState =
  | { state: 'loading' }
  /** `stale`: of a text before; the one of now is being read. */
  | { state: 'ready'; findings: CodeFindings; stale?: true }
  | { state: 'failed'; message: string; retry: () => void };

export type CodeFindingsOptions = {
  /** Keeps showing what was found in the text before until the new one is read: for code that is being written. */
  keep_previous?: boolean;
  /** Milliseconds for which the text must stand still before it is read again; the first text is read at once. */
  settle_ms?: number;
};

/** How long code stands still between two thoughts of who writes it. */
export const SETTLE_MS = 600;

type Question = { language: LanguageId; code: string };
type Answer = Question & ({ findings: CodeFindings } | { message: string });

/**
 * What code will touch, as far as its text tells. Reading begins when the component is there and again when the text has changed and
 * stands still; what is not wanted any more is stopped. Nothing is ever told of another text than the one that is given, but with
 * `keep_previous`.
 */
export function useCodeFindings(
  language: LanguageId,
  code: string,
  { keep_previous = false, settle_ms = SETTLE_MS }: CodeFindingsOptions = {},
): CodeFindingsState {
  const { analysis } = useAppServices();
  const [answer, setAnswer] = useState<Answer>();
  const [attempt, setAttempt] = useState(0);
  const [settled, setSettled] = useState<Question>({ language, code });
  const isSettled = settled.language === language && settled.code === code;

  useEffect(() => {
    if (isSettled) return;
    const timer = setTimeout(() => setSettled({ language, code }), settle_ms);
    return () => clearTimeout(timer);
  }, [language, code, isSettled, settle_ms]);

  useEffect(() => {
    const stop = new AbortController();
    const question = { language: settled.language, code: settled.code };
    const tell = (told: Answer) => {
      if (!stop.signal.aborted) setAnswer(told);
    };
    analysis()
      .then((each) => each.analyse(question.language, question.code, stop.signal))
      .then(
        (findings) => tell({ ...question, findings }),
        (error: unknown) => tell({ ...question, message: errorMessage(error) }),
      );
    return () => stop.abort();
  }, [analysis, settled, attempt]);

  const retry = useCallback(() => {
    setAnswer(undefined);
    setAttempt((before) => before + 1);
  }, []);
  if (answer === undefined || answer.language !== language) return { state: 'loading' };
  const stale = answer.code !== code;
  if (stale && !keep_previous) return { state: 'loading' };
  if (!('findings' in answer)) return { state: 'failed', message: answer.message, retry };
  return stale ? { state: 'ready', findings: answer.findings, stale } : { state: 'ready', findings: answer.findings };
}
