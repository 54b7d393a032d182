import type { Display } from '../../../core/display.ts';
import type { CallRecord, Run, RunEvent, RunFile } from '../../../core/run.ts';
import { OutputBlocks, type OutputStream } from './output-blocks.ts';
import { viewOfRun, type OutputSection, type RunView } from './run-view.ts';

/**
 * Follows one run by its events and then its answer. Listeners are told at most once a frame, however much is said; text goes to
 * the blocks at once, and those who draw it look there.
 */
export class LiveRun {
  #view: RunView;
  #listeners = new Set<() => void>();
  #scheduled = false;
  #sections: OutputSection[] = [];
  #displays: Display[] = [];
  #files = new Map<string, RunFile>();
  #calls: CallRecord[] = [];
  /** The progress that is shown is a query's. */
  #querying = false;
  #since: number | undefined;
  #spent = 0;
  #printed = { stdout: 0, stderr: 0 };

  constructor(title?: string) {
    this.#view = {
      run_id: undefined,
      title,
      status: 'running',
      duration_ms: 0,
      sections: [],
      displays: [],
      files: [],
      calls: [],
      result: null,
      error: null,
      output_truncated: false,
      loading: undefined,
      progress: undefined,
      peak_memory_bytes: undefined,
    };
  }

  readonly view = (): RunView => this.#view;

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  /** Milliseconds that the run has taken, by the page's clock; loading a language or the engine does not count. */
  elapsed(): number {
    if (this.#view.status !== 'running') return this.#view.duration_ms;
    return this.#spent + (this.#since === undefined ? 0 : performance.now() - this.#since);
  }

  apply(event: RunEvent): void {
    if (this.#view.run_id === undefined) this.#view = { ...this.#view, run_id: event.run_id };
    switch (event.type) {
      case 'status':
        if (event.status === 'running') this.#begin();
        break;
      case 'stdout':
      case 'stderr':
        this.#begin();
        this.#print(event.type, event.text);
        break;
      case 'display':
        this.#begin();
        this.#displays.push(event.display);
        this.#sections = [...this.#sections, { kind: 'display', display: event.display }];
        break;
      case 'file':
        this.#files.set(event.file.path, event.file);
        break;
      case 'call':
        this.#calls.push(event.call);
        if (this.#querying) this.#view = { ...this.#view, progress: undefined };
        this.#querying = false;
        break;
      case 'progress':
        this.#progress(event);
        break;
    }
    this.#schedule();
  }

  /** The run's record is the truth: what was shown live and does not agree with it is drawn anew. */
  finish(run: Run): void {
    const complete =
      this.#printed.stdout === run.stdout.length &&
      this.#printed.stderr === run.stderr.length &&
      this.#displays.length === run.displays.length;
    this.#view = viewOfRun(run, complete ? this.#sections : undefined);
    this.#tell();
  }

  /** There is no record: the call was refused or the page could not run it. */
  refuse(type: string, message: string, line?: number): void {
    const error = line === undefined ? { type, message } : { type, message, line };
    this.#view = { ...this.#snapshot(), status: 'failed', duration_ms: this.elapsed(), error, loading: undefined };
    this.#tell();
  }

  #begin(): void {
    this.#since ??= performance.now();
    if (this.#view.loading !== undefined) this.#view = { ...this.#view, loading: undefined };
  }

  #print(stream: OutputStream, text: string): void {
    let last = this.#sections.at(-1);
    if (last?.kind !== 'text') {
      last = { kind: 'text', blocks: new OutputBlocks() };
      this.#sections = [...this.#sections, last];
    }
    last.blocks.push(stream, text);
    this.#printed[stream] += text.length;
  }

  #progress(event: RunEvent & { type: 'progress' }): void {
    const { done, total } = event;
    if (event.source === 'query') {
      this.#begin();
      this.#querying = true;
      this.#view = { ...this.#view, progress: { done: 0, total: 0, text: event.text ?? 'Querying' } };
    } else if (event.source === 'code') {
      this.#begin();
      this.#querying = false;
      this.#view = { ...this.#view, progress: { done, total, text: event.text ?? 'Progress' } };
    } else if (total > 0 && done >= total) this.#begin();
    else {
      this.#spent = this.elapsed();
      this.#since = undefined;
      this.#view = { ...this.#view, loading: { done, total, text: event.text ?? 'Loading' } };
    }
  }

  #snapshot(): RunView {
    return {
      ...this.#view,
      sections: this.#sections,
      displays: this.#displays.length === this.#view.displays.length ? this.#view.displays : [...this.#displays],
      files: [...this.#files.values()],
      calls: this.#calls.length === this.#view.calls.length ? this.#view.calls : [...this.#calls],
    };
  }

  #schedule(): void {
    if (this.#scheduled) return;
    this.#scheduled = true;
    const flush = () => {
      if (!this.#scheduled) return;
      this.#scheduled = false;
      if (this.#view.status === 'running') {
        this.#view = this.#snapshot();
        this.#tell();
      }
    };
    // A hidden tab draws no frames; its text must not pile up unseen until it is shown again.
    if (document.visibilityState === 'hidden') setTimeout(flush, 250);
    else requestAnimationFrame(flush);
  }

  #tell(): void {
    for (const listener of this.#listeners) listener();
  }
}
