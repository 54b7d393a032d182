import type { PageAnswer, PageMessage } from '../../src/protocol/page-messages.ts';
import type { RequestMessage } from '../../src/protocol/run-messages.ts';
import { HostRequestError, type AwsOutput, type AwsRequest, type QueryRows } from './run-host-types.ts';

type Body<Message = RequestMessage> = Message extends RequestMessage ? Omit<Message, 'type' | 'id'> : never;
type Granted = Extract<PageAnswer, { ok: true }>;
type Waiting = { resolve(answer: Granted): void; reject(error: HostRequestError): void };

/** The page ends a run that asks for more at a time; the rest waits here. */
const MAX_IN_FLIGHT = 16;

/** Asks the page for what code may have, a few at a time, and gives each its answer. */
export class RequestClient {
  readonly #post: (message: RequestMessage) => void;
  readonly #inFlight = new Map<number, Waiting>();
  readonly #queue: { body: Body; waiting: Waiting }[] = [];
  #lastId = 0;

  constructor(post: (message: RequestMessage) => void) {
    this.#post = post;
  }

  get pending(): boolean {
    return this.#inFlight.size > 0;
  }

  async query(sql: string): Promise<QueryRows> {
    const answer = await this.#request({ capability: 'query', sql });
    if ('columns' in answer) return { columns: answer.columns, chunks: answer.chunks, row_count: answer.row_count };
    throw otherAnswer();
  }

  async aws(request: AwsRequest): Promise<AwsOutput> {
    const answer = await this.#request({ capability: 'aws', ...request });
    if ('output_json' in answer) return { output_json: answer.output_json, blobs: answer.blobs };
    throw otherAnswer();
  }

  async package(name: string): Promise<Blob> {
    const answer = await this.#request({ capability: 'package', name });
    if ('package' in answer) return answer.package;
    throw otherAnswer();
  }

  settle({ id, answer }: Extract<PageMessage, { type: 'answer' }>): void {
    const waiting = this.#inFlight.get(id);
    if (waiting === undefined) return;
    this.#inFlight.delete(id);
    const next = this.#queue.shift();
    if (next !== undefined) this.#ask(next.body, next.waiting);
    if (answer.ok) return waiting.resolve(answer);
    const { message, ...details } = answer.error;
    waiting.reject(new HostRequestError(message, details));
  }

  #request(body: Body): Promise<Granted> {
    return new Promise((resolve, reject) => {
      const waiting = { resolve, reject };
      if (this.#inFlight.size < MAX_IN_FLIGHT) this.#ask(body, waiting);
      else this.#queue.push({ body, waiting });
    });
  }

  #ask(body: Body, waiting: Waiting): void {
    this.#lastId += 1;
    this.#inFlight.set(this.#lastId, waiting);
    this.#post({ type: 'request', id: this.#lastId, ...body });
  }
}

function otherAnswer(): HostRequestError {
  return new HostRequestError('The page answered something else than what was asked', { type: 'InternalError' });
}
