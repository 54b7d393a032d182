import { z } from 'zod';
import type { Json } from '../../../core/json.ts';
import type { LanguageId } from '../../../core/run.ts';
import type { QueryParameter } from '../../../core/sql/parameters-of.ts';
import { draftSchema, settingsKeys, type Draft } from '../../../core/settings.ts';
import type { LoadedWorkflow } from '../../../tools/tool-types.ts';
import type { AppServices } from '../../app-services.ts';
import { errorMessage } from '../../components/error-message.ts';
import { isOwnSql } from '../../components/own-sql.ts';
import { notices } from '../../components/notices/notice-store.ts';
import { missingParameter, queryParametersOf } from '../../components/params-form/query-parameters.ts';
import { defaultParamsText, paramsText, readParamsText } from '../../components/params-form/read-params.ts';
import { LiveRun } from '../../components/run-output/live-run.ts';
import { examples, isExample } from './examples.ts';
import { blank, draftOf, openedOf, type Opened } from './opened-code.ts';
import { readTimeLimit } from './read-time-limit.ts';
import { TabDrafts } from './tab-drafts.ts';

const SAVE_AFTER_MS = 400;
const READ_AFTER_MS = 250;

/** The notice that stands for as long as received code does. */
const RECEIVED = 'code-received';

export type WorkbenchState = {
  /** False until the draft of the last visit is read. */
  ready: boolean;
  /** A new `id` means that other text was put into the editor. */
  content: { id: number; text: string };
  language: LanguageId;
  params_text: string;
  params_schema: Json | undefined;
  /** The placeholders of a query, as it stood a moment ago. */
  parameters: readonly QueryParameter[];
  time_limit: string;
  workflow: Draft['workflow'];
  dirty: boolean;
  /** The last run of this page, and whether it goes on. */
  run: LiveRun | null;
  running: boolean;
  /** What the last run ran, and in which content of the editor it stood. */
  ran: { content_id: number; language: LanguageId; code: string } | null;
  problem: { field: 'params' | 'time_limit'; text: string } | { field: 'parameter'; name: string; text: string } | null;
  welcome: boolean;
};

/** What can be asked for from elsewhere: a workflow (a version of it), the code of a run, or SQL. */
export type WorkbenchQuery = { workflow?: string; version?: number; run?: string; sql?: string };

/** What stands in the workbench and runs there. It outlives the page of the app that shows it; the draft outlives the tab. */
export class WorkbenchSession {
  readonly #services: AppServices;
  readonly #drafts: TabDrafts;
  readonly #listeners = new Set<() => void>();
  readonly #readers = new Set<() => void>();
  #state: WorkbenchState;
  /** The text, or where it can be read: asking a large editor for all of its text at every key would hold it up. */
  #text: string | (() => string) = blank.code;
  #stop: AbortController | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #unsaved = false;
  /** The draft's last writing. */
  #written: Promise<void> | undefined;
  #reading: ReturnType<typeof setTimeout> | undefined;
  readonly #prepared = new Set<LanguageId>();
  #restored: Promise<void> | undefined;

  constructor(services: AppServices) {
    this.#services = services;
    this.#drafts = new TabDrafts(services.store);
    const { code, ...rest } = blank;
    this.#state = {
      ...rest,
      ready: false,
      content: { id: 0, text: code },
      parameters: [],
      run: null,
      running: false,
      ran: null,
      problem: null,
      welcome: false,
    };
  }

  readonly state = (): WorkbenchState => this.#state;

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  /** Calls `listener` whenever the text changes; the state says nothing of single keys. */
  readonly subscribeText = (listener: () => void): (() => void) => {
    this.#readers.add(listener);
    return () => this.#readers.delete(listener);
  };

  get code(): string {
    if (typeof this.#text === 'function') this.#text = this.#text();
    return this.#text;
  }

  /** Reads the draft of the last visit, once. Code can be run also where it cannot be read. */
  restore(): Promise<void> {
    this.#restored ??= this.#restore();
    return this.#restored;
  }

  async #restore(): Promise<void> {
    const { store } = this.#services;
    try {
      const draft = await this.#drafts.restore();
      const previous = await store.get(settingsKeys.previousDraft, draftSchema.nullable());
      const seen = await store.get(settingsKeys.firstVisit, z.boolean());
      // Whoever has begun to write meanwhile is not interrupted.
      if (draft !== undefined && !this.#state.dirty) {
        this.#put(openedOf(draft));
      }
      if (previous !== undefined && previous !== null) this.#offer(openedOf(previous));
      this.#set({ welcome: seen !== false });
    } catch (error) {
      notices.put({
        id: 'draft-unread',
        page: 'workbench',
        type: 'warning',
        header: 'Your last draft could not be read',
        text: errorMessage(error),
      });
    } finally {
      this.#set({ ready: true });
    }
  }

  /** The person wrote in the editor. */
  readonly edit = (read: () => string): void => {
    this.#text = read;
    for (const reader of this.#readers) reader();
    if (!this.#state.dirty) this.#set({ dirty: true });
    this.#keepSoon();
    this.#prepare();
    clearTimeout(this.#reading);
    if (this.#state.language === 'sql') this.#reading = setTimeout(() => this.#readParameters(), READ_AFTER_MS);
  };

  setLanguage(language: LanguageId): void {
    if (!this.#state.dirty && this.#state.workflow === null && isExample(this.code)) {
      this.#put({ ...blank, language, code: examples[language].code });
    } else {
      this.#set({ language, dirty: true });
      this.#readParameters();
    }
    this.#keepSoon();
  }

  setParams(params_text: string): void {
    this.#set({ params_text, problem: null });
    this.#keepSoon();
  }

  setTimeLimit(time_limit: string): void {
    this.#set({ time_limit, problem: null });
    this.#keepSoon();
  }

  /** Says what is wrong with the time limit, once it is written. */
  checkTimeLimit(): void {
    const limit = readTimeLimit(this.#state.time_limit);
    if (!limit.ok) this.#set({ problem: { field: 'time_limit', text: limit.problem } });
  }

  dismissWelcome(): void {
    this.#set({ welcome: false });
    this.#services.store.set(settingsKeys.firstVisit, false).catch(tellStorage);
  }

  openExample(language: LanguageId): void {
    this.#replace({ ...blank, language, code: examples[language].code });
  }

  openNew(): void {
    this.#replace({ ...blank, language: this.#state.language, code: '' });
  }

  openCode(code: string, language: LanguageId): void {
    this.#replace({ ...blank, language, code, dirty: true });
  }

  /** Opens what is asked for; runs nothing. Throws what the tools throw. */
  async open({ workflow, version, run, sql }: WorkbenchQuery): Promise<void> {
    if (workflow !== undefined) return await this.openWorkflow({ id: workflow }, version);
    if (sql !== undefined) return this.#openSql(sql);
    if (run === undefined) return;
    const { code, language, params, received } = await this.#services.callTool('get_run', { run_id: run });
    this.#replace({ ...blank, code, language, params_text: paramsText(params), dirty: true });
    if (received === true) tellReceived();
  }

  /** It is no work of the person's yet: what is opened next need not set it aside, and so never takes the place of what was. */
  #openSql(sql: string): void {
    this.#replace({ ...blank, language: 'sql', code: sql });
    if (isOwnSql(sql)) return;
    notices.put({
      id: 'sql-of-address',
      type: 'info',
      header: 'This SQL came with an address',
      text: 'Somebody may have written it for you. Read it before you run it: it would run on the connection that is chosen.',
    });
  }

  /** Throws what `load_workflow` throws. */
  async openWorkflow(named: { id: string } | { name: string }, version?: number): Promise<void> {
    const input = version === undefined ? named : { ...named, version };
    this.showWorkflow(await this.#services.callTool('load_workflow', input));
  }

  showWorkflow(loaded: LoadedWorkflow): void {
    const { id, name, version, builtin, language, code, params_schema, versions } = loaded;
    const newest_seen = Math.max(version, ...versions.map((each) => each.version));
    const workflow = { id, name, version, builtin, newest_seen };
    this.#replace({ ...blank, code, language, workflow, params_schema, params_text: defaultParamsText(params_schema) });
  }

  /** The code is saved as this version; what was written since stays unsaved. */
  saved(workflow: { id: string; name: string; version: number }, code: string): void {
    this.#set({ workflow: { ...workflow, builtin: false }, dirty: this.code !== code });
    this.#keepSoon();
  }

  /** The person knows that there is this version of what is open, and keeps what stands here. */
  sawVersion(newest_seen: number): void {
    const { workflow } = this.#state;
    if (workflow === null) return;
    this.#set({ workflow: { ...workflow, newest_seen } });
    this.#keepSoon();
  }

  async run(connection: string | undefined): Promise<void> {
    if (this.#state.running) return;
    const params = readParamsText(this.#state.params_text);
    if (!params.ok) return this.#set({ problem: { field: 'params', text: params.problem } });
    this.#readParameters();
    const missing = missingParameter(this.#state.parameters, params.params);
    if (missing !== undefined) return this.#set({ problem: { field: 'parameter', ...missing } });
    const limit = readTimeLimit(this.#state.time_limit);
    if (!limit.ok) return this.#set({ problem: { field: 'time_limit', text: limit.problem } });
    if (this.#state.welcome) this.dismissWelcome();
    const { workflow, dirty, language } = this.#state;
    const live = new LiveRun(workflow?.name);
    const stop = new AbortController();
    this.#stop = stop;
    const code = this.code;
    this.#set({ run: live, running: true, ran: { content_id: this.#state.content.id, language, code }, problem: null });
    const common = { params: params.params, timeout_s: limit.seconds, ...(connection === undefined ? {} : { connection }) };
    const options = { signal: stop.signal, onEvent: (event: Parameters<LiveRun['apply']>[0]) => live.apply(event) };
    try {
      const { callTool } = this.#services;
      const run =
        workflow !== null && !dirty
          ? (await callTool('load_workflow', { id: workflow.id, version: workflow.version, execute: true, ...common }, options))
              .run
          : await callTool('execute_code', { language, code, ...common, ...titleOf(workflow) }, options);
      if (run === undefined) throw new Error('The workflow was loaded, but not run.');
      live.finish(run);
    } catch (error) {
      live.refuse(error instanceof Error ? error.name : 'Error', errorMessage(error), lineOf(error));
    } finally {
      this.#stop = undefined;
      this.#set({ running: false });
    }
  }

  readonly stop = (): void => this.#stop?.abort();

  /** Writes the draft now, where it is not written yet. */
  readonly keep = (): void => {
    this.keepNow().catch(tellStorage);
  };

  /** As `keep`; resolves when it is written. Throws `StorageError`. */
  readonly keepNow = async (): Promise<void> => {
    clearTimeout(this.#timer);
    if (this.#unsaved) {
      this.#unsaved = false;
      this.#written = this.#drafts.keep(draftOf(this.#opened()));
    }
    try {
      await this.#written;
    } catch (error) {
      this.#unsaved = true;
      throw error;
    }
  };

  /** Whoever writes will run: what the language needs is loaded meanwhile. */
  #prepare(): void {
    const { language } = this.#state;
    if (this.#prepared.has(language)) return;
    this.#prepared.add(language);
    if (language !== 'sql') this.#services.warm(language);
    else if (this.#services.engine.state() === 'not loaded') {
      // The run that needs it loads it again and says what is wrong.
      this.#services.engine.load().catch((error: unknown) => console.warn(error));
    }
  }

  /** Placeholders that stay as they are stay the same array, so that nothing is drawn anew. */
  #readParameters(): void {
    clearTimeout(this.#reading);
    const parameters = queryParametersOf(this.#state.language, this.code);
    if (JSON.stringify(parameters) !== JSON.stringify(this.#state.parameters)) this.#set({ parameters });
  }

  #keepSoon(): void {
    this.#unsaved = true;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(this.keep, SAVE_AFTER_MS);
  }

  /** Puts other text in; what stood there unsaved can be brought back. */
  #replace(opened: Opened): void {
    notices.dismiss(RECEIVED);
    const before = this.#opened();
    if (before.dirty && before.code !== '' && !isExample(before.code)) {
      this.#services.store.set(settingsKeys.previousDraft, draftOf(before)).catch(tellStorage);
      this.#offer(before);
    }
    this.#put(opened);
    this.#keepSoon();
  }

  /** Offers code that was set aside, until it is brought back or the offer is dismissed. */
  #offer(before: Opened): void {
    const { store } = this.#services;
    notices.put({
      id: 'draft-replaced',
      page: 'workbench',
      type: 'info',
      header: 'Your unsaved code was set aside',
      action: {
        label: 'Bring it back',
        run: () => {
          notices.dismiss('draft-replaced');
          // First forgotten, then replaced: what stands in the editor now may be set aside in its turn.
          store.set(settingsKeys.previousDraft, null).catch(tellStorage);
          this.#replace(before);
          this.keep();
        },
      },
      onDismiss: () => void store.set(settingsKeys.previousDraft, null).catch(tellStorage),
    });
  }

  #opened(): Opened {
    const { language, params_text, params_schema, time_limit, workflow, dirty } = this.#state;
    return { code: this.code, language, params_text, params_schema, time_limit, workflow, dirty };
  }

  #put({ code, ...rest }: Opened): void {
    this.#text = code;
    this.#set({ ...rest, content: { id: this.#state.content.id + 1, text: code }, problem: null });
    this.#readParameters();
  }

  #set(patch: Partial<WorkbenchState>): void {
    this.#state = { ...this.#state, ...patch };
    for (const listener of this.#listeners) listener();
  }
}

function titleOf(workflow: Draft['workflow']): { title?: string } {
  return workflow === null ? {} : { title: `${workflow.name} (changed)` };
}

function lineOf(error: unknown): number | undefined {
  return typeof error === 'object' && error !== null && 'line' in error && typeof error.line === 'number'
    ? error.line
    : undefined;
}

function tellReceived(): void {
  notices.put({
    id: RECEIVED,
    page: 'workbench',
    type: 'warning',
    header: 'This code came from somebody else',
    text: 'Read it before you run it. A run in the workbench may use everything: your data and files, and AWS where you are signed in.',
  });
}

function tellStorage(error: unknown): void {
  const header = 'Your draft is not kept';
  notices.put({ id: 'draft-unkept', page: 'every', type: 'warning', header, text: errorMessage(error) });
}
