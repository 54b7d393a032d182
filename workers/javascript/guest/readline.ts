import events from 'events';
import { noPerson } from './process.ts';

type Input = AsyncIterable<unknown>;

/** `readline`, to read a stream line by line. Nobody can be asked. */
export const readline = {
  createInterface: (options: { input?: Input } | Input): Lines =>
    new Lines(Symbol.asyncIterator in options ? options : options.input),
};

class Lines extends events.EventEmitter {
  readonly question = noPerson('question');
  readonly #input: Input;
  #reading = false;
  #closed = false;

  constructor(input: Input | undefined) {
    super();
    if (input === undefined) throw new TypeError('createInterface() takes { input }, a stream to read lines from');
    this.#input = input;
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<string> {
    this.#reading = true;
    const decoder = new TextDecoder();
    let rest = '';
    for await (const chunk of this.#input) {
      rest += typeof chunk === 'string' ? chunk : decoder.decode(chunk as Uint8Array, { stream: true });
      // A line break of two characters may lie across two chunks.
      const lines = rest.split(/\r\n|\n|\r(?!$)/u);
      rest = lines.pop() ?? '';
      for (const line of lines) {
        if (this.#closed) return;
        yield line;
      }
    }
    const last = rest + decoder.decode();
    if (last !== '' && !this.#closed) yield last.replace(/\r$/u, '');
  }

  override on(event: string, listener: (...args: unknown[]) => void): this {
    super.on(event, listener);
    if (!this.#reading) queueMicrotask(() => void this.#read());
    this.#reading = true;
    return this;
  }

  close(): void {
    if (!this.#closed) queueMicrotask(() => this.emit('close'));
    this.#closed = true;
  }

  async #read(): Promise<void> {
    for await (const line of this) this.emit('line', line);
    this.close();
  }
}
