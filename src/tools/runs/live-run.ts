import type { AwsCallOrigin } from '../../core/aws/call-entry.ts';
import type { RunStore } from '../../core/ports/stores.ts';
import type { Run, RunEvent } from '../../core/run.ts';
import type { SandboxEvent } from '../../core/ports/code-sandbox.ts';
import { mediaType } from '../../core/workspace.ts';

/** A killed tab loses at most what a run said in this time. */
const CHECKPOINT_MS = 800;

type EventBody = RunEvent extends infer Event ? (Event extends RunEvent ? Omit<Event, 'run_id'> : never) : never;

/** A run while it runs: its record as it is now, kept in the run log at intervals, and its listener. */
export class LiveRun {
  readonly run: Run;
  readonly abort = new AbortController();
  #store: RunStore;
  #listener: ((event: RunEvent) => void) | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #ended = Promise.withResolvers<void>();
  #over = false;
  #reported = false;

  constructor(run: Run, store: RunStore, listener: ((event: RunEvent) => void) | undefined) {
    this.run = run;
    this.#store = store;
    this.#listener = listener;
  }

  /** Who asks, for the audit log. */
  get origin(): AwsCallOrigin {
    const { run_id, workflow_id, workflow_version } = this.run;
    if (workflow_id === undefined) return { kind: 'run', run_id };
    return { kind: 'run', run_id, workflow_id, ...(workflow_version === undefined ? {} : { workflow_version }) };
  }

  /** A copy that later events do not change. While it runs, `duration_ms` is the time since it was started. */
  snapshot(): Run {
    const { run } = this;
    const duration_ms = run.status === 'running' ? Date.now() - Date.parse(run.started_at) : run.duration_ms;
    return { ...run, duration_ms, displays: [...run.displays], files: [...run.files], calls: [...run.calls] };
  }

  emit(event: EventBody): void {
    try {
      this.#listener?.({ run_id: this.run.run_id, ...event });
    } catch (error) {
      // A listener is the caller's code: its mistake must not end the run, nor be hidden from them. What it throws at every event
      // is said once.
      if (!this.#reported) reportError(error);
      this.#reported = true;
    }
  }

  /** Takes what the sandbox says into the record and passes it on. */
  take(event: SandboxEvent): void {
    const { run } = this;
    switch (event.type) {
      case 'loading':
        return this.emit({ type: 'progress', source: 'loading', ...event.progress });
      case 'started':
        return;
      case 'stdout':
      case 'stderr':
        run[event.type] += event.text;
        this.emit(event);
        break;
      case 'display':
        run.displays.push(event.display);
        this.emit(event);
        break;
      case 'file':
        this.#takeFile(event.path, event.bytes);
        break;
      case 'progress':
        return this.emit({ source: 'code', ...event });
    }
    this.#checkpointSoon();
  }

  /** What a query in Athena is at. */
  queryProgress({ text, bytes_scanned }: { text: string; bytes_scanned: number }): void {
    this.emit({ type: 'progress', source: 'query', done: bytes_scanned, total: 0, text });
  }

  call(call: Run['calls'][number]): void {
    this.run.calls.push(call);
    this.emit({ type: 'call', call });
    this.#checkpointSoon();
  }

  /** From here on nothing more is written for it but its end. */
  close(): void {
    this.#over = true;
    clearTimeout(this.#timer);
  }

  /** Its end is written. */
  end(): void {
    this.#ended.resolve();
    this.emit({ type: 'status', status: this.run.status });
  }

  /** Resolves when the run has ended and its record is kept. */
  get ended(): Promise<void> {
    return this.#ended.promise;
  }

  /** What the log may say of it should the tab die now: its files are kept only when it ends. */
  #keptSoFar(): Run {
    return { ...this.snapshot(), files: [] };
  }

  #takeFile(path: string, bytes: number | null): void {
    const at = this.run.files.findIndex((file) => file.path === path);
    if (at >= 0) this.run.files.splice(at, 1);
    if (bytes === null) return;
    const file = { path, bytes, media_type: mediaType(path) };
    this.run.files.push(file);
    this.emit({ type: 'file', file });
  }

  #checkpointSoon(): void {
    if (this.#over) return;
    this.#timer ??= setTimeout(() => {
      this.#timer = undefined;
      // A failure shows again, and for good, when the run is finished.
      this.#store.checkpoint(this.#keptSoFar()).catch(reportError);
    }, CHECKPOINT_MS);
  }
}
