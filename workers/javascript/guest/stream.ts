import { Readable, type Writable } from './readable.ts';

type Chunks = Iterable<unknown> | AsyncIterable<unknown>;
type Stage = (chunks: Chunks) => unknown;
type Done = (error?: unknown) => void;
type Events = { once(event: string, listener: (error?: unknown) => void): unknown };

/** `stream`, as far as it goes without transform streams: what reads, and what leads it into a file. */
export const stream = {
  Readable,
  pipeline: (...stages: unknown[]): void => {
    const done = stages.pop() as Done;
    pipeline(...stages).then(() => done(), done);
  },
  finished: (given: Events, done: Done): void => void finished(given).then(() => done(), done),
};

export const streamPromises = { pipeline, finished };

/** Reads the first, through functions of the chunks, into the last: a writable, or a function. */
async function pipeline(...stages: unknown[]): Promise<unknown> {
  const [first, ...rest] = stages.filter((stage) => !isOptions(stage));
  const last = rest.pop();
  let chunks = (typeof first === 'function' ? (first as () => Chunks)() : first) as Chunks;
  for (const stage of rest) {
    if (typeof stage !== 'function')
      throw new TypeError('There are no transform streams here: give pipeline() an async generator function of the chunks');
    chunks = (stage as Stage)(chunks) as Chunks;
  }
  if (typeof last === 'function') return await (last as Stage)(chunks);
  await write(chunks, last as Writable);
  return undefined;
}

async function write(chunks: Chunks, target: Writable): Promise<void> {
  for await (const chunk of chunks) target.write(chunk);
  // What is printed to is never closed.
  if (!('isTTY' in target)) await new Promise<void>((resolve) => target.end(resolve));
}

function finished(given: Events): Promise<void> {
  return new Promise((resolve, reject) => {
    for (const event of ['end', 'finish']) given.once(event, () => resolve());
    given.once('error', reject);
  });
}

/** The last argument of Node's: a signal, mostly. */
function isOptions(stage: unknown): boolean {
  return typeof stage === 'object' && stage !== null && Object.getPrototypeOf(stage) === Object.prototype;
}
