import { useMemo, useSyncExternalStore } from 'react';
import type { CodeError } from '../../components/code-editor/monaco-editor.ts';
import type { WorkbenchState } from './workbench-session.ts';

const never = () => () => undefined;

/** Where the last run failed in the code, for the editor to mark; null once other code or another language was opened. */
export function useRunError({ run, ran, content, language }: WorkbenchState): CodeError | null {
  const error = useSyncExternalStore(run?.subscribe ?? never, () => run?.view().error ?? null);
  const code = ran !== null && ran.content_id === content.id && ran.language === language ? ran.code : null;
  return useMemo(() => {
    if (error?.line === undefined || code === null) return null;
    const source = code.split(/\r\n|\r|\n/u, error.line)[error.line - 1];
    if (source === undefined) return null;
    const { line, position, type, message } = error;
    return { line, message: `${type}: ${message}`, source, ...(position === undefined ? {} : { position }) };
  }, [error, code]);
}
