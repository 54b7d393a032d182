import type { CodeSandbox, SandboxHooks, SandboxOutcome, SandboxRequest, SandboxedLanguage } from '../core/ports/code-sandbox.ts';
import type { RuntimeDescriptor } from '../../workers/kit/runtime-descriptor.ts';
import { GuestRun } from './guest-run.ts';
import { Language, type OnLoading } from './language.ts';
import type { PageMessage } from '../protocol/page-messages.ts';
import { Places } from './places.ts';
import { RuntimeLoadError } from './runtime-load-error.ts';
import { startMessage } from './start-message.ts';

export type SandboxOptions = {
  runtimes: readonly RuntimeDescriptor[];
  /** Milliseconds within which a worker must be ready. */
  boot_limit_ms?: number;
  /** Runs that go on at the same time; further ones wait. Each holds a worker with its memory. */
  max_runs?: number;
};

const BOOT_LIMIT_MS = 60_000;
const MAX_RUNS = 8;

/** The sandbox of this page. Nothing is loaded before a language is run or warmed. */
export function createSandbox({ runtimes, boot_limit_ms = BOOT_LIMIT_MS, max_runs = MAX_RUNS }: SandboxOptions): CodeSandbox {
  return new FrameSandbox(
    runtimes.map((runtime) => new Language(runtime, boot_limit_ms)),
    max_runs,
  );
}

class FrameSandbox implements CodeSandbox {
  readonly #languages: Map<SandboxedLanguage, Language>;
  readonly #places: Places;
  #dropped = 0;

  constructor(languages: Language[], maxRuns: number) {
    this.#languages = new Map(languages.map((language) => [language.runtime.language, language]));
    this.#places = new Places(maxRuns);
  }

  get dropped(): number {
    return this.#dropped;
  }

  async run(request: SandboxRequest, hooks: SandboxHooks): Promise<SandboxOutcome> {
    const language = this.#language(request.language);
    const start = startMessage(request);
    const place = this.#places.enter();
    if ((await unlessAborted(place, hooks)) === 'aborted') {
      void place.then(() => this.#places.leave());
      return cancelled();
    }
    try {
      const outcome = await this.#attempt(language, start, request, hooks);
      // A spare can have died unnoticed, and then the run has not begun: once more, on a new one.
      return outcome === 'unstarted' ? await this.#attempt(language, start, request, hooks).then(ran) : outcome;
    } finally {
      this.#places.leave();
    }
  }

  async #attempt(
    language: Language,
    start: PageMessage,
    request: SandboxRequest,
    hooks: SandboxHooks,
  ): Promise<SandboxOutcome | 'unstarted'> {
    const taking = language.take(request.limits, (progress) => hooks.onEvent({ type: 'loading', progress }));
    const worker = await unlessAborted(taking, hooks);
    if (worker === 'aborted') {
      taking.then((unused) => language.giveBack(unused)).catch(() => undefined);
      return cancelled();
    }
    language.runBegan();
    const run = new GuestRun(worker, start, request, hooks, (name) =>
      language.package(name, (progress) => hooks.onEvent({ type: 'loading', progress })),
    );
    const outcome = await run.outcome;
    this.#dropped += run.dropped;
    language.runEnded();
    return outcome;
  }

  async warm(id: SandboxedLanguage, onLoading: OnLoading = () => undefined): Promise<void> {
    await this.#language(id).warm(onLoading);
  }

  runtimeName(id: SandboxedLanguage): string {
    return this.#language(id).runtime.runtime;
  }

  #language(id: SandboxedLanguage): Language {
    const language = this.#languages.get(id);
    if (language === undefined) throw new Error(`no runtime for "${id}"; there is ${[...this.#languages.keys()].join(', ')}`);
    return language;
  }
}

function ran(outcome: SandboxOutcome | 'unstarted'): SandboxOutcome {
  if (outcome === 'unstarted')
    throw new RuntimeLoadError(
      'The browser ended the process for the code twice before it began. Close other tabs and try again.',
    );
  return outcome;
}

function cancelled(): SandboxOutcome {
  return { status: 'cancelled', result: null, error: null, changes: [], output_truncated: false, duration_ms: 0 };
}

/** What `work` resolves to, or "aborted" as soon as the signal fires. */
async function unlessAborted<T>(work: Promise<T>, { signal }: SandboxHooks): Promise<T | 'aborted'> {
  if (signal === undefined) return work;
  if (signal.aborted) return 'aborted';
  const { promise, resolve } = Promise.withResolvers<'aborted'>();
  const onAbort = (): void => resolve('aborted');
  signal.addEventListener('abort', onAbort, { once: true });
  try {
    const first = await Promise.race([work, promise]);
    return signal.aborted ? 'aborted' : first;
  } finally {
    signal.removeEventListener('abort', onAbort);
  }
}
