/** Milliseconds that work may take in one go: a page that is asked for nothing longer never stutters. */
const MAX_MS = 12;

/** Lets the page draw and answer input while rows are read: `due` says when, `breathe` does. */
export class Pace {
  #since = performance.now();

  get due(): boolean {
    return performance.now() - this.#since > MAX_MS;
  }

  async breathe(): Promise<void> {
    const { promise, resolve } = Promise.withResolvers<void>();
    const channel = new MessageChannel();
    channel.port1.addEventListener('message', () => {
      channel.port1.close();
      resolve();
    });
    channel.port1.start();
    channel.port2.postMessage(null);
    await promise;
    this.#since = performance.now();
  }
}
