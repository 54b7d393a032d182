import { MAX_JSON_DEPTH, nestsDeeperThan } from '../core/json-depth.ts';
import type { Limits } from '../core/limits.ts';
import type { SandboxOutcome } from '../core/ports/code-sandbox.ts';
import type { RunError } from '../core/run.ts';
import { capTexts } from '../protocol/cap-texts.ts';
import type { WorkerMessage } from '../protocol/run-messages.ts';
import { utf8Bytes } from '../protocol/text-size.ts';
import { parseGuestJson } from './guest-json.ts';
import { limitError, timeLimitError } from './run-errors.ts';

type EndMessage = Extract<WorkerMessage, { type: 'end' }>;
type Ending = Pick<SandboxOutcome, 'status' | 'error' | 'result' | 'peak_memory_bytes'>;

/** What a worker's last message means for the run. The result is read here, within its limits. */
export function endingOf(message: EndMessage, limits: Limits): Ending {
  const peak = message.peak_memory_bytes === undefined ? {} : { peak_memory_bytes: message.peak_memory_bytes };
  const failed = (status: Ending['status'], error: RunError): Ending => ({ status, error, result: null, ...peak });
  if (message.status === 'timed_out') return failed('timed_out', timeLimitError(limits.timeout_s, place(message.error)));
  if (message.status !== 'succeeded') return failed(message.status, runError(message.error));
  if (message.result_json === undefined) return { status: 'succeeded', error: null, result: null, ...peak };
  const { result_json } = message;
  if (utf8Bytes(result_json) > limits.result_bytes)
    return failed('limit_exceeded', limitError(capTexts.result_bytes(limits.result_bytes)));
  if (nestsDeeperThan(result_json, MAX_JSON_DEPTH)) return failed('limit_exceeded', limitError(capTexts.depth(MAX_JSON_DEPTH)));
  const parsed = parseGuestJson(result_json);
  if (parsed === undefined)
    return failed('failed', { type: 'ResultError', message: 'The result that the worker sent is no JSON.' });
  return { status: 'succeeded', error: null, result: parsed.value, ...peak };
}

function runError(error: EndMessage['error']): RunError {
  if (error === null) return { type: 'Error', message: 'The run failed without saying why.' };
  return { type: error.type, message: error.message, ...place(error) };
}

function place(error: EndMessage['error']): Pick<RunError, 'line' | 'traceback'> {
  return {
    ...(error?.line === undefined ? {} : { line: error.line }),
    ...(error?.traceback === undefined ? {} : { traceback: error.traceback }),
  };
}
