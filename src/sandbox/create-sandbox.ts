import type { CodeSandbox, SandboxHooks, SandboxOutcome, SandboxRequest, SandboxedLanguage } from '../core/ports/code-sandbox.ts';
import type { RuntimeDescriptor } from '../../workers/kit/runtime-descriptor.ts';
import { GuestRun } from './guest-run.ts';
import { Language, type OnLoading } from './language.ts';
import type { SealedWorker } from './sealed-worker.ts';
import { startMessage } from './start-message.ts';

export type SandboxOptions = {
  runtimes: readonly RuntimeDescriptor[];
  /** Milliseconds within which a worker must be ready. */
  boot_limit_ms?: number;
};

const BOOT_LIMIT_MS = 60_000;

const CANCELLED: SandboxOutcome = {
  status: 'cancelled',
  result: null,
  error: null,
  changes: [],
  output_truncated: false,
  duration_ms: 0,
};

/** The sandbox of this page. Nothing is loaded before a language is run or warmed. */
export function createSandbox({ runtimes, boot_limit_ms = BOOT_LIMIT_MS }: SandboxOptions): CodeSandbox {
  return new FrameSandbox(runtimes.map((runtime) => new Language(runtime, boot_limit_ms)));
}

class FrameSandbox implements CodeSandbox {
  readonly #languages: Map<SandboxedLanguage, Language>;
  #dropped = 0;

  constructor(languages: Language[]) {
    this.#languages = new Map(languages.map((language) => [language.runtime.language, language]));
  }

  get dropped(): number {
    return this.#dropped;
  }

  async run(request: SandboxRequest, hooks: SandboxHooks): Promise<SandboxOutcome> {
    const language = this.#language(request.language);
    const start = startMessage(request);
    const taking = language.take(request.limits, (progress) => hooks.onEvent({ type: 'loading', progress }));
    const worker = await unlessAborted(taking, hooks);
    if (worker === undefined) {
      taking.then((unused) => language.giveBack(unused)).catch(() => undefined);
      return { ...CANCELLED };
    }
    language.runBegan();
    const run = new GuestRun(worker, start, request, hooks);
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

/** Undefined as soon as the signal fires. */
async function unlessAborted(taking: Promise<SealedWorker>, { signal }: SandboxHooks): Promise<SealedWorker | undefined> {
  if (signal === undefined) return taking;
  if (signal.aborted) return undefined;
  const { promise, resolve } = Promise.withResolvers<undefined>();
  const onAbort = (): void => resolve(undefined);
  signal.addEventListener('abort', onAbort, { once: true });
  const worker = await Promise.race([taking, promise]);
  signal.removeEventListener('abort', onAbort);
  return signal.aborted ? undefined : worker;
}
