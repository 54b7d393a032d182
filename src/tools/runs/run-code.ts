import type { Broker, BrokerCaller } from '../../broker/broker.ts';
import { AppError, AwsError, PolicyError, QueryError } from '../../core/app-error.ts';
import { ATHENA } from '../../core/dataset.ts';
import type {
  CapabilityAnswer,
  CapabilityContext,
  CapabilityFault,
  CapabilityRequest,
  CodeSandbox,
  SandboxedLanguage,
  SandboxOutcome,
} from '../../core/ports/code-sandbox.ts';
import type { Storage } from '../../core/ports/stores.ts';
import type { Limits } from '../../core/limits.ts';
import type { RunGrants } from '../../core/share/run-grants.ts';
import type { CallOptions } from '../tool.ts';
import type { LiveRun } from './live-run.ts';
import { refuseUngranted } from './refuse-ungranted.ts';

/** What one query may hand to code: past it, the answer would be cut, and a sum over cut rows is a wrong number. */
const MAX_ROWS = 1_000_000;
const MAX_BYTES = 256 * 1024 * 1024;

/** Runs code in the sandbox over the workspace as it is now, or over an empty one where it may read no files. */
export async function runCode(
  live: LiveRun,
  language: SandboxedLanguage,
  parts: {
    storage: Storage;
    sandbox: CodeSandbox;
    broker: Broker;
    env?: () => Record<string, string>;
    confirmAws: CallOptions['confirmAws'];
    grants: RunGrants | undefined;
  },
  limits: Limits,
): Promise<SandboxOutcome> {
  const { confirmAws, grants } = parts;
  const files = grants?.read_files === false ? [] : await parts.storage.files.snapshot();
  const { run_id, code, params } = live.run;
  let allowed: Promise<boolean> | undefined;
  const mayAskAws = async (): Promise<boolean> => (confirmAws === undefined ? true : await (allowed ??= confirmAws()));
  const told = new Set<string>();
  const tell = (notes: readonly string[]) => {
    for (const note of notes) if (!told.has(note)) live.take({ type: 'stderr', text: `${note}.\n` });
    for (const note of notes) told.add(note);
  };
  return await parts.sandbox.run(
    {
      run_id,
      language,
      code,
      params,
      env: parts.env?.() ?? {},
      limits,
      files: files.map(({ file, content }) => ({ path: file.path, content })),
    },
    {
      signal: live.abort.signal,
      onEvent: (event) => live.take(event),
      onRequest: (request, context) => answer(live, { broker: parts.broker, mayAskAws, grants }, request, context, tell),
    },
  );
}

type Gateway = { broker: Broker; mayAskAws: () => Promise<boolean>; grants: RunGrants | undefined };

/** `tell` says on stderr how a query was read, where that must be known. */
async function answer(
  live: LiveRun,
  { broker, mayAskAws, grants }: Gateway,
  request: CapabilityRequest,
  context: CapabilityContext,
  tell: (notes: readonly string[]) => void,
): Promise<CapabilityAnswer> {
  const { signal, pauseClock } = context;
  const caller: BrokerCaller = {
    origin: live.origin,
    pauseClock,
    onLoading: (progress) => live.take({ type: 'loading', progress }),
    onQueryProgress: (progress) => live.queryProgress(progress),
    onCall: (call) => live.call(call),
    onNote: (note) => tell([note]),
  };
  try {
    refuseUngranted({ capability: request.capability, connection: live.run.connection }, grants);
    if (request.capability === 'aws' || live.run.connection === ATHENA) await refuseUnlessAllowed(mayAskAws, pauseClock);
    if (request.capability === 'query') return await rowsOf(live, broker, request.sql, caller, signal, tell);
    const { capability: _, ...call } = request;
    const { json, blobs } = await broker.aws({ ...call, signal }, caller);
    return { ok: true, output_json: json, blobs };
  } catch (error) {
    if (error instanceof AppError) return { ok: false, error: faultOf(error) };
    if (error instanceof Error && error.name === 'AbortError') {
      const what = request.capability === 'query' ? 'query' : 'call';
      return { ok: false, error: { type: 'AbortError', message: `The ${what} was stopped because the run has ended.` } };
    }
    throw error;
  }
}

async function refuseUnlessAllowed(mayAskAws: Gateway['mayAskAws'], pauseClock: CapabilityContext['pauseClock']): Promise<void> {
  const resume = pauseClock();
  try {
    if (!(await mayAskAws())) throw new PolicyError('AWS was not asked: the person did not allow it for this run.');
  } finally {
    resume();
  }
}

async function rowsOf(
  live: LiveRun,
  broker: Broker,
  sql: string,
  caller: BrokerCaller,
  signal: CapabilityContext['signal'],
  tell: (notes: readonly string[]) => void,
): Promise<CapabilityAnswer> {
  const { connection } = live.run;
  const rows = await broker.query({ connection, sql, max_rows: MAX_ROWS, max_bytes: MAX_BYTES, signal }, caller);
  tell(rows.notes ?? []);
  if (!rows.truncated) return { ok: true, columns: rows.columns, chunks: rows.chunks, row_count: rows.row_count };
  const limit = `${MAX_ROWS.toLocaleString('en-US')} rows or ${MAX_BYTES / 1024 / 1024} MB`;
  return {
    ok: false,
    error: { type: 'QueryError', message: `The query has more than ${limit}. Aggregate in SQL, or add LIMIT.` },
  };
}

function faultOf(error: AppError): CapabilityFault {
  const { name: type, message } = error;
  if (error instanceof QueryError) return { type, message, ...given(error, ['line', 'position', 'construct']) };
  if (!(error instanceof AwsError)) return { type, message };
  const details = error.details === undefined ? {} : { details_json: JSON.stringify(error.details) };
  return { type, message, code: error.code, ...given(error, ['status', 'request_id']), ...details };
}

/** Those of the keys that are set. */
function given<T extends object, Key extends keyof T>(from: T, keys: readonly Key[]): { [K in Key]?: Exclude<T[K], undefined> } {
  return Object.fromEntries(keys.flatMap((key) => (from[key] === undefined ? [] : [[key, from[key]]]))) as {
    [K in Key]?: Exclude<T[K], undefined>;
  };
}
