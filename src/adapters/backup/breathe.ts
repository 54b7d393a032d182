import type { Abort } from '../../core/ports/abort.ts';

/** How long work may go on before the page gets its turn. Milliseconds. */
const SLICE_MS = 10;

/** Gives the page its turn whenever the work has gone on for a while. A message comes at once also in a hidden tab, a timer doesn't. */
export class Breather {
  readonly #signal: Abort | undefined;
  readonly #channel = new MessageChannel();
  #since = performance.now();
  #turn: Promise<void> | undefined;

  constructor(signal: Abort | undefined) {
    this.#signal = signal;
  }

  /** Throws the signal's reason where the work was broken off. What is done beside each other waits for one turn together. */
  async breathe(): Promise<void> {
    if (performance.now() - this.#since > SLICE_MS) {
      this.#turn ??= this.#giveTurn();
      await this.#turn;
    }
    if (this.#signal?.aborted === true) throw this.#signal.reason;
  }

  async #giveTurn(): Promise<void> {
    await new Promise<void>((resolve) => {
      this.#channel.port1.onmessage = () => resolve();
      this.#channel.port2.postMessage(null);
    });
    this.#since = performance.now();
    this.#turn = undefined;
  }

  /** It keeps a page of Node alive otherwise. */
  close(): void {
    this.#channel.port1.close();
  }
}
