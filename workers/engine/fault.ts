import { QueryError } from '../../src/core/app-error.ts';
import { UnreadableFileError } from './csv/unreadable-file-error.ts';
import type { EngineFault } from './protocol.ts';

/** Thrown where the page asked to stop. */
export class Cancelled extends Error {}

const CRASH =
  /memory access out of bounds|unreachable|table index is out of bounds|null function|function signature mismatch|indirect call|Aborted\(|invalid memory|Maximum call stack/iu;

/**
 * What the page should know of an error that came out of the engine while it worked at `sql`, which is undefined where DuckDB was given
 * another text than the person wrote: then a place in it says nothing.
 */
export function faultOf(error: unknown, sql: string | undefined, statement: number): EngineFault {
  if (error instanceof QueryError) return refused(error, statement);
  if (error instanceof Cancelled) return { kind: 'cancelled', message: 'The query was stopped' };
  const message = error instanceof Error ? error.message : String(error);
  if (error instanceof UnreadableFileError) return { kind: 'unreadable', message };
  if (error instanceof DOMException) return { kind: 'unreadable', message, name: error.name };
  if (error instanceof WebAssembly.RuntimeError || (CRASH.test(message) && !message.includes('exception_type')))
    return { kind: 'crashed', message };
  return { statement, ...readJsonError(message, sql) };
}

function refused(error: QueryError, statement: number): EngineFault {
  const { message, line, position, construct } = error;
  return {
    kind: 'query',
    statement,
    message,
    ...(line === undefined ? {} : { line }),
    ...(position === undefined ? {} : { position }),
    ...(construct === undefined ? {} : { construct }),
  };
}

type JsonError = {
  exception_type?: string;
  exception_message?: string;
  position?: string;
  name?: string;
  type?: string;
  candidates?: string;
};

/** DuckDB is set to say errors as JSON; an error of its parser comes wrapped in another one. The only JSON that this worker reads. */
function parseJsonError(message: string): JsonError | undefined {
  const start = message.indexOf('{"exception_type"');
  if (start < 0) return undefined;
  const parsed = JSON.parse(message.slice(start)) as JsonError;
  return parseJsonError(parsed.exception_message ?? '') ?? parsed;
}

function readJsonError(message: string, sql: string | undefined): EngineFault {
  const parsed = parseJsonError(message);
  if (parsed === undefined) return { kind: 'query', message };
  const fault: EngineFault = { kind: 'query', message: parsed.exception_message ?? message };
  if (parsed.exception_type !== undefined) fault.exception = parsed.exception_type;
  if (parsed.exception_type === 'INTERRUPT' || parsed.exception_type === 'Interrupt') fault.kind = 'cancelled';
  if (parsed.exception_type === 'FATAL' || parsed.exception_type === 'INTERNAL') fault.kind = 'crashed';
  const position = Number(parsed.position);
  if (sql !== undefined && parsed.position !== undefined && Number.isInteger(position)) fault.offset = utf16Offset(sql, position);
  if (parsed.name !== undefined && parsed.type !== undefined)
    fault.missing = {
      type: parsed.type,
      name: parsed.name,
      candidates: parsed.candidates ? parsed.candidates.split(',') : [],
    };
  return fault;
}

/** DuckDB counts bytes of UTF-8. */
function utf16Offset(sql: string, byteOffset: number): number {
  return new TextDecoder().decode(new TextEncoder().encode(sql).subarray(0, byteOffset)).length;
}
