import type { Display } from '../../../core/display.ts';
import type { Json } from '../../../core/json.ts';
import type { CallRecord, Run, RunError, RunFile, RunStatus } from '../../../core/run.ts';
import { OutputBlocks } from './output-blocks.ts';

/** A part of the Output tab: printed text, or something shown between two prints. */
export type OutputSection = { kind: 'text'; blocks: OutputBlocks } | { kind: 'display'; display: Display };

/** `total` is 0 where it is not known. `text` says what is loading or what the code said. */
export type Progress = { done: number; total: number; text: string };

/** What the output pane shows of a run, alike for one that goes on and one from the log. */
export type RunView = {
  run_id: string | undefined;
  title: string | undefined;
  status: RunStatus;
  duration_ms: number;
  sections: readonly OutputSection[];
  displays: readonly Display[];
  files: readonly RunFile[];
  calls: readonly CallRecord[];
  /** Null where there is none. */
  result: Json;
  error: RunError | null;
  output_truncated: boolean;
  loading: Progress | undefined;
  progress: Progress | undefined;
  peak_memory_bytes: number | undefined;
};

/**
 * The view of a run from its record. What it showed stands before what it printed, since the record does not keep their order;
 * `sections` are those that were shown live, in their order.
 */
export function viewOfRun(run: Run, sections: readonly OutputSection[] = sectionsOf(run)): RunView {
  return {
    run_id: run.run_id,
    title: run.title,
    status: run.status,
    duration_ms: run.duration_ms,
    sections,
    displays: run.displays,
    files: run.files,
    calls: run.calls,
    result: run.result,
    error: run.error,
    output_truncated: run.output_truncated,
    loading: undefined,
    progress: undefined,
    peak_memory_bytes: run.peak_memory_bytes,
  };
}

function sectionsOf(run: Run): OutputSection[] {
  const blocks = new OutputBlocks();
  blocks.push('stdout', run.stdout);
  blocks.push('stderr', run.stderr);
  const shown = run.displays.map((display) => ({ kind: 'display' as const, display }));
  return blocks.empty ? shown : [...shown, { kind: 'text', blocks }];
}
