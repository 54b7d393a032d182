import type { RunView } from './run-view.ts';

export type OutputTabId = 'output' | 'tables' | 'charts' | 'files' | 'result' | 'calls';

/** The tab that says most of a run: what it printed, wrote up or stumbled over, else its tables, charts, value or files. */
export function firstTab(view: RunView): OutputTabId {
  const said = view.sections.some((section) =>
    section.kind === 'text'
      ? section.blocks.has('stdout')
      : section.display.kind === 'markdown' || section.display.kind === 'json',
  );
  if (said || view.error !== null || view.status === 'running') return 'output';
  if (view.displays.some((display) => display.kind === 'table')) return 'tables';
  if (view.displays.some((display) => display.kind === 'chart' || display.kind === 'image')) return 'charts';
  if (view.result !== null) return 'result';
  return view.files.length > 0 && view.sections.length === 0 ? 'files' : 'output';
}
