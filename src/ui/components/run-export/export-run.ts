import { downloadBlob } from '../download.ts';
import { formatBytes } from '../format-bytes.ts';
import { errorMessage } from '../error-message.ts';
import { notices, type Notice } from '../notices/notice-store.ts';
import { visibleText } from '../visible-text.ts';
import type { ExportedRun } from './run-facts-text.ts';
import { runNotebook } from './run-notebook.ts';
import { runReport } from './run-report.ts';

export type ExportKind = 'report' | 'notebook';

const kinds = {
  report: { make: runReport, ending: '.html', what: 'report' },
  notebook: { make: runNotebook, ending: '.ipynb', what: 'notebook' },
} as const;

const TOLD_EVERY = 0.05;

/** Makes the file and lets the person keep it; a notice tells how far it is (with Stop), and what is wrong. Does not throw. */
export async function exportRun(exported: ExportedRun, kind: ExportKind): Promise<void> {
  const { make, ending, what } = kinds[kind];
  const stop = new AbortController();
  const id = `export-${exported.run.run_id}-${kind}`;
  const going: Notice = {
    id,
    type: 'in-progress',
    header: `The ${what} of “${visibleText(exported.title)}” is being made`,
    action: { label: 'Stop', run: () => stop.abort() },
  };
  notices.put(going);
  try {
    let told = 0;
    const onPiece = (done: number, total: number) => {
      if (done / total - told < TOLD_EVERY) return;
      told = done / total;
      notices.put({ ...going, progress: told });
    };
    const file = await make(exported, onPiece, stop.signal);
    const day = exported.run.started_at.slice(0, 10);
    downloadBlob(file, `${exported.title} ${day}${ending}`);
    notices.put({ id, type: 'success', header: `The ${what} is made (${formatBytes(file.size)})` });
  } catch (error) {
    if (stop.signal.aborted) notices.dismiss(id);
    else notices.put({ id, type: 'error', header: `The ${what} could not be made`, text: errorMessage(error) });
  }
}
