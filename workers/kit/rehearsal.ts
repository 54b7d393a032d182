import type { RunLimits } from '../../src/protocol/page-messages.ts';
import { PortHost } from './port-host.ts';
import type { Runtime } from './run-host-types.ts';

/** A run that comes at once does not wait for the rehearsal. */
const REHEARSE_AFTER_MS = 50;

const MB = 1024 * 1024;
const LIMITS: RunLimits = {
  timeout_ms: 1000,
  output_bytes: MB,
  flood_bytes: 16 * MB,
  displays: 100,
  display_bytes: MB,
  files: 100,
  file_bytes: MB,
  result_bytes: MB,
};
const START = { type: 'start', params_json: '{"month":"2026-11"}', params: { month: '2026-11' }, limits: LIMITS } as const;

/**
 * Lets the runtime of a spare go once through all that a run goes through, so that the browser has compiled it. What is said meets
 * nobody.
 */
export class Rehearsal {
  readonly #runtime: Runtime;
  readonly #done = Promise.withResolvers<void>();
  readonly #timer: ReturnType<typeof setTimeout>;
  #state: 'waiting' | 'going on' | 'called off' = 'waiting';

  constructor(runtime: Runtime) {
    this.#runtime = runtime;
    this.#timer = setTimeout(() => void this.#rehearse(), REHEARSE_AFTER_MS);
  }

  /** Resolves when a run can begin: at once, or after the step that is just being taken. */
  async callOff(): Promise<void> {
    clearTimeout(this.#timer);
    if (this.#state === 'waiting') this.#done.resolve();
    this.#state = 'called off';
    await this.#done.promise;
  }

  async #rehearse(): Promise<void> {
    this.#state = 'going on';
    try {
      for (const step of this.#runtime.rehearse?.(START, () => new PortHost(new MessageChannel().port1, LIMITS)) ?? []) {
        await step;
        await pause();
        if (this.#isCalledOff()) break;
      }
    } catch (error) {
      console.warn('The rehearsal failed; the run goes on without it:', error);
    }
    this.#done.resolve();
  }

  #isCalledOff(): boolean {
    return this.#state === 'called off';
  }
}

/** Until messages that came meanwhile have been heard. */
function pause(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, 0));
}
