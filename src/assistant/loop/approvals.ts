import type { ApprovalRequest } from '../assistant.ts';

export type Decision = { kind: 'approved' } | { kind: 'denied'; reason?: string } | { kind: 'stopped' };

/**
 * Calls that wait for the person. They live in the page alone: a request is made by the loop and answered by the person's click, and
 * nothing that is stored, streamed or answered by a tool makes or answers one.
 */
export class Approvals {
  readonly #waiting = new Map<string, { request: ApprovalRequest; answer: (decision: Decision) => void }>();
  readonly #changed: () => void;
  #requests: readonly ApprovalRequest[] = [];

  constructor(changed: () => void) {
    this.#changed = changed;
  }

  requests(): readonly ApprovalRequest[] {
    return this.#requests;
  }

  /** Resolves when the person has decided, or with "stopped" where `signal` ends the answer. */
  ask(request: ApprovalRequest, signal: AbortSignal): Promise<Decision> {
    if (signal.aborted) return Promise.resolve({ kind: 'stopped' });
    return new Promise((resolve) => {
      const stop = (): void => this.decide(request.call_id, { kind: 'stopped' });
      const answer = (decision: Decision): void => {
        signal.removeEventListener('abort', stop);
        resolve(decision);
      };
      this.#waiting.set(request.call_id, { request, answer });
      signal.addEventListener('abort', stop, { once: true });
      this.#update();
    });
  }

  /** Does nothing where the call doesn't wait. */
  decide(callId: string, decision: Decision): void {
    const waiting = this.#waiting.get(callId);
    if (waiting === undefined) return;
    this.#waiting.delete(callId);
    waiting.answer(decision);
    this.#update();
  }

  #update(): void {
    this.#requests = [...this.#waiting.values()].map(({ request }) => request);
    this.#changed();
  }
}
