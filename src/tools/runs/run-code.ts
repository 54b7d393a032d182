import type { Broker } from '../../broker/broker.ts';
import { AppError, QueryError } from '../../core/app-error.ts';
import type {
  CapabilityContext,
  CodeSandbox,
  QueryAnswer,
  SandboxedLanguage,
  SandboxOutcome,
} from '../../core/ports/code-sandbox.ts';
import type { Storage } from '../../core/ports/stores.ts';
import type { Limits } from '../../core/limits.ts';
import type { LiveRun } from './live-run.ts';

/** What one query may hand to code: past it, the answer would be cut, and a sum over cut rows is a wrong number. */
const MAX_ROWS = 1_000_000;
const MAX_BYTES = 256 * 1024 * 1024;

/** Runs code in the sandbox over the workspace as it is now. */
export async function runCode(
  live: LiveRun,
  language: SandboxedLanguage,
  parts: { storage: Storage; sandbox: CodeSandbox; broker: Broker },
  limits: Limits,
): Promise<SandboxOutcome> {
  const files = await parts.storage.files.snapshot();
  const { run_id, code, params } = live.run;
  const told = new Set<string>();
  const tell = (notes: readonly string[]) => {
    for (const note of notes) if (!told.has(note)) live.take({ type: 'stderr', text: `${note}.\n` });
    for (const note of notes) told.add(note);
  };
  return await parts.sandbox.run(
    { run_id, language, code, params, limits, files: files.map(({ file, content }) => ({ path: file.path, content })) },
    {
      signal: live.abort.signal,
      onEvent: (event) => live.take(event),
      onRequest: (request, context) => answerQuery(live, parts.broker, request.sql, context, tell),
    },
  );
}

/** `tell` says on stderr how the query was read, where that must be known. */
async function answerQuery(
  live: LiveRun,
  broker: Broker,
  sql: string,
  context: CapabilityContext,
  tell: (notes: readonly string[]) => void,
): Promise<QueryAnswer> {
  try {
    const answer = await broker.query(
      { connection: live.run.connection, sql, max_rows: MAX_ROWS, max_bytes: MAX_BYTES, signal: context.signal },
      {
        pauseClock: context.pauseClock,
        onLoading: (progress) => live.take({ type: 'loading', progress }),
        onCall: (call) => live.call(call),
      },
    );
    tell(answer.notes ?? []);
    if (!answer.truncated) return { ok: true, columns: answer.columns, chunks: answer.chunks, row_count: answer.row_count };
    const limit = `${MAX_ROWS.toLocaleString('en-US')} rows or ${MAX_BYTES / 1024 / 1024} MB`;
    return {
      ok: false,
      error: { type: 'QueryError', message: `The query has more than ${limit}. Aggregate in SQL, or add LIMIT.` },
    };
  } catch (error) {
    if (error instanceof AppError) return { ok: false, error: { type: error.name, message: error.message, ...where(error) } };
    if (error instanceof Error && error.name === 'AbortError') {
      return { ok: false, error: { type: 'AbortError', message: 'The query was stopped because the run has ended.' } };
    }
    throw error;
  }
}

function where(error: AppError): { line?: number; position?: number; construct?: string } {
  if (!(error instanceof QueryError)) return {};
  return {
    ...(error.line === undefined ? {} : { line: error.line }),
    ...(error.position === undefined ? {} : { position: error.position }),
    ...(error.construct === undefined ? {} : { construct: error.construct }),
  };
}
