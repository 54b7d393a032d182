import type { Broker } from '../../broker/broker.ts';
import type { CodeSandbox, SandboxOutcome } from '../../core/ports/code-sandbox.ts';
import type { Storage } from '../../core/ports/stores.ts';
import type { Limits } from '../../core/limits.ts';
import { ATHENA } from '../../core/dataset.ts';
import type { Run } from '../../core/run.ts';
import { codeTitle } from '../../core/code-title.ts';
import type { Settings } from '../../core/settings.ts';
import { newId } from '../new-id.ts';
import type { RunRequest, RunService } from '../run-service.ts';
import type { CallOptions } from '../tool.ts';
import { allowedChanges } from './allowed-changes.ts';
import { LiveRun } from './live-run.ts';
import { runCode } from './run-code.ts';
import { runSql } from './run-sql.ts';
import { RunSignals } from './run-signals.ts';

type Parts = {
  storage: Storage;
  sandbox: CodeSandbox;
  broker: Broker;
  settings: () => Settings;
  /** Variables of the environment that code sees, such as AWS_REGION. */
  env?: () => Record<string, string>;
  /** Told what could not be kept; the run itself is answered all the same. */
  onProblem: (error: unknown) => void;
};

/** SQL is run by the connection's own engine; the name is what the run log says. */
const SQL_RUNTIME = 'duckdb 1.4.3';
const ATHENA_RUNTIME = 'athena engine 3';

export function createRunService(parts: Parts): RunService {
  const { storage } = parts;
  const live = new Map<string, LiveRun>();
  /** Ended runs that the storage would not take: they can be read for as long as the page is open. */
  const unkept = new Map<string, Run>();
  const signals = new RunSignals((runId) => live.get(runId)?.abort.abort());

  const get = async (runId: string): Promise<Run | undefined> =>
    live.get(runId)?.snapshot() ?? unkept.get(runId) ?? (await storage.runs.get(runId));

  return {
    get,
    async execute(request, options) {
      const current = new LiveRun(startedRun(request, parts.sandbox), storage.runs, options.onEvent);
      const { run } = current;
      live.set(run.run_id, current);
      const stopFollowing = follow(options.signal, current);
      // Not awaited: writes for one run are kept in order by the store, and a failure shows when the run is finished.
      storage.runs.begin(current.snapshot()).catch(() => undefined);
      if (request.workflow !== undefined) storage.workflows.ranAt(request.workflow.id, run.started_at).catch(parts.onProblem);
      current.emit({ type: 'status', status: 'running' });
      try {
        const limits: Limits = { ...parts.settings().limits, timeout_s: request.timeout_s };
        const outcome = await (run.language === 'sql'
          ? runSql(current, parts.broker, limits, request.grants)
          : runCode(current, run.language, { ...parts, confirmAws: options.confirmAws, grants: request.grants }, limits));
        await complete(current, outcome, storage, request.grants?.write_files === false ? 'nothing' : options.confirmChanges);
      } catch (error) {
        failRun(current, error);
      } finally {
        stopFollowing();
        current.close();
        await storage.runs.finish(run).catch((error: unknown) => {
          unkept.set(run.run_id, run);
          parts.onProblem(error);
        });
        live.delete(run.run_id);
        current.end();
      }
      return run;
    },
    async cancel(runId) {
      const here = live.get(runId);
      if (here !== undefined) {
        here.abort.abort();
        await here.ended;
        return here.snapshot();
      }
      const run = await get(runId);
      if (run?.status !== 'running') return run;
      await signals.cancelElsewhere(runId, storage.changes);
      return await get(runId);
    },
  };
}

function startedRun(request: RunRequest, sandbox: CodeSandbox): Run {
  const { language, code, params, connection } = request;
  const title = request.title ?? codeTitle(language, code);
  return {
    run_id: newId('run'),
    ...(request.workflow === undefined ? {} : { workflow_id: request.workflow.id, workflow_version: request.workflow.version }),
    ...(title === undefined ? {} : { title }),
    // The person is asked what code may do only where it is not their own.
    ...(request.grants === undefined ? {} : { received: true }),
    language,
    runtime: language === 'sql' ? (connection === ATHENA ? ATHENA_RUNTIME : SQL_RUNTIME) : sandbox.runtimeName(language),
    connection,
    code,
    params,
    status: 'running',
    stdout: '',
    stderr: '',
    output_truncated: false,
    result: null,
    displays: [],
    files: [],
    error: null,
    started_at: new Date().toISOString(),
    duration_ms: 0,
    calls: [],
  };
}

function follow(signal: CallOptions['signal'], current: LiveRun): () => void {
  const onAbort = (): void => current.abort.abort();
  if (signal?.aborted === true) onAbort();
  signal?.addEventListener('abort', onAbort, { once: true });
  return () => signal?.removeEventListener('abort', onAbort);
}

/** Writes the outcome into the record, and into the workspace what the run did to files, where any of it may be kept. */
async function complete(
  current: LiveRun,
  outcome: SandboxOutcome,
  storage: Storage,
  confirm: CallOptions['confirmChanges'] | 'nothing',
): Promise<void> {
  const { run } = current;
  run.status = outcome.status;
  run.result = outcome.result;
  run.error = outcome.error;
  run.output_truncated = outcome.output_truncated;
  run.duration_ms = round(outcome.duration_ms);
  if (outcome.time_to_first_output_ms !== undefined) run.time_to_first_output_ms = round(outcome.time_to_first_output_ms);
  if (outcome.peak_memory_bytes !== undefined) run.peak_memory_bytes = outcome.peak_memory_bytes;
  // What it said of files as it went is no longer needed: the record lists those that are kept.
  run.files = [];
  const { changes, refused, overtaken } = await allowedChanges(outcome.changes, storage.files, confirm);
  if (refused.length > 0) {
    const text = `Not kept, as the person did not allow it: changes to ${refused.join(', ')}. What was there stays as it was.\n`;
    current.take({ type: 'stderr', text });
  }
  if (overtaken.length > 0) {
    const text = `Not kept, as something else was written there while the person was asked: changes to ${overtaken.join(', ')}. What is there now stays.\n`;
    current.take({ type: 'stderr', text });
  }
  if (changes.length === 0) return;
  const written = await storage.files.commit(changes, run.run_id);
  run.files = written.map(({ path, bytes, media_type }) => ({ path, bytes, media_type }));
}

/** What the page itself could not do for the run: load its runtime, keep its files. */
function failRun(current: LiveRun, error: unknown): void {
  const { run } = current;
  run.status = current.abort.signal.aborted ? 'cancelled' : 'failed';
  run.files = [];
  if (run.status === 'failed' && run.error === null) {
    run.error = error instanceof Error ? { type: error.name, message: error.message } : { type: 'Error', message: String(error) };
  }
}

const round = (milliseconds: number): number => Math.round(milliseconds * 10) / 10;
