import { AppError, AwsError, QueryError } from '../core/app-error.ts';
import type { EmbedAnswer } from '../protocol/embed.ts';

type Fault = Omit<Extract<EmbedAnswer, { type: 'error' }>, 'type' | 'id'>;

/** An error as the client makes it anew. A mistake of our own is told without its words, which are for whoever has the frame's console. */
export function faultOf(error: unknown): Fault {
  if (error instanceof QueryError)
    return fault(error, { line: error.line, position: error.position, construct: error.construct });
  if (error instanceof AwsError) return fault(error, { code: error.code, status: error.status, request_id: error.request_id });
  if (error instanceof AppError) return fault(error, {});
  if (error instanceof Error && error.name === 'AbortError') return { name: 'AbortError', message: error.message };
  reportError(error);
  return { name: 'Error', message: 'The call failed by a mistake of Sandbank’s own; the console of its frame says more.' };
}

function fault({ name, message }: AppError, details: Record<string, unknown>): Fault {
  const text = JSON.stringify(details);
  return text === '{}' ? { name, message } : { name, message, details_json: text };
}
