import type { RunSummary } from '../../../core/run.ts';
import { languageNames } from '../../components/language-name.ts';
import { visibleText } from '../../components/visible-text.ts';

export function runHref(id: string): string {
  return `#/runs/${encodeURIComponent(id)}`;
}

/** The id in `#/runs/<id>`; undefined for the list. */
export function runIdOf(hash: string): string | undefined {
  const id = /^#\/runs\/([^/?]+)/u.exec(hash)?.[1];
  if (id === undefined) return undefined;
  try {
    return decodeURIComponent(id);
  } catch {
    // Not written by us: looked up as it stands, and not found.
    return id;
  }
}

export function workbenchHref(query: Record<string, string>): string {
  return `#/workbench?${new URLSearchParams(query)}`;
}

/** What a run is called: its title, its workflow's name, else its language. */
export function runTitle(run: Pick<RunSummary, 'title' | 'language'>, workflowName?: string): string {
  const name = run.title?.trim() || workflowName;
  return name === undefined ? `${languageNames[run.language]} run` : visibleText(name);
}
