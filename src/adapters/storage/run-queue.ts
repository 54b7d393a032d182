/** Does the writes of one run one after the other, in the order in which they were asked for; those of other runs go beside them. */
export class RunQueue {
  #tails = new Map<string, Promise<unknown>>();

  /** Resolves or rejects as `work` does. One that fails does not keep the next from being done. */
  async add<T>(runId: string, work: () => Promise<T>): Promise<T> {
    const before = this.#tails.get(runId);
    const mine = before === undefined ? work() : before.then(work, work);
    this.#tails.set(runId, mine);
    try {
      return await mine;
    } finally {
      if (this.#tails.get(runId) === mine) this.#tails.delete(runId);
    }
  }
}
