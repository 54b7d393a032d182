import { AppError } from '../../core/app-error.ts';
import type { ToolCallPart } from '../../core/conversation.ts';
import type { QueryResult } from '../../core/dataset.ts';
import type { Json } from '../../core/json.ts';
import type { ChatSwitches } from '../../core/model-provider.ts';
import type { RunEvent } from '../../core/run.ts';
import { suggestion } from '../../tools/near-names.ts';
import { tools } from '../../tools/registry.ts';
import type { ExistingFileChange, ToolEffect } from '../../tools/tool.ts';
import type { ToolName } from '../../tools/tool-types.ts';
import type { Toolbox } from '../../tools/toolbox.ts';
import type { CallOutcome } from '../commands/command-plan.ts';
import { markUntrusted } from '../results/mark-untrusted.ts';
import { cleanText } from '../results/clean-text.ts';
import { summariseAnswer } from '../results/summarise-answer.ts';
import type { QueryAnswers } from '../session/query-answers.ts';
import type { ConversationState } from '../session/conversation-state.ts';
import type { Approvals } from './approvals.ts';
import { RepeatedCalls } from './repeated-calls.ts';
import type { RunFeed } from './run-feed.ts';
import { callEffect, executesCode, isTool, mayBeCharged, mustAsk } from './tool-policy.ts';
import { ASKS_AWS, changedFiles, touches } from './touches.ts';
import { workflowAsksAws } from './workflow-charge.ts';
import { workflowName } from './workflow-name.ts';

/** How long a tool that was stopped may take to say how its run ended. */
const STOP_GRACE_MS = 1500;

export type CallParts = {
  toolbox: Toolbox;
  conversation: ConversationState;
  messageId: string;
  approvals: Approvals;
  feed: RunFeed;
  answers: QueryAnswers;
  /** The id of the connection that queries go to where none is named. */
  selectedConnection: () => string;
  signal: AbortSignal;
  /** Writes the conversation; resolves when it is written, or when it is known that it cannot be. */
  save: () => Promise<void>;
  /** Writes it when it next is time. */
  saveSoon: () => void;
};

export type CallRules = { switches: ChatSwitches; ask: 'always' | 'by_switches'; person: boolean };

/**
 * Does the calls of one answer. Before a call is done and after, the conversation is written with its state: whatever happens to the
 * page, it is never done twice.
 */
export class CallRunner {
  readonly #parts: CallParts;
  readonly #repeated = new RepeatedCalls();
  /** A call was asked for over and over: the answer should end. */
  endless = false;

  constructor(parts: CallParts) {
    this.#parts = parts;
  }

  /** Does the calls of a step in their order; those that only read, and stand beside each other, at once. */
  async doStep(calls: readonly ToolCallPart[], rules: CallRules): Promise<void> {
    let reads: ToolCallPart[] = [];
    const flush = async (): Promise<void> => {
      await Promise.all(reads.map((call) => this.do(call, rules)));
      reads = [];
    };
    for (const call of calls) {
      if (isTool(call.tool) && callEffect(call.tool, call.input) === 'read') reads.push(call);
      else {
        await flush();
        await this.do(call, rules);
      }
    }
    await flush();
  }

  /** Does one call, asked for where the rules say so. The outcome is in the conversation as well. */
  async do(call: ToolCallPart, rules: CallRules): Promise<CallOutcome> {
    const { signal } = this.#parts;
    if (signal.aborted) return this.#end(call, { state: 'stopped' }, { ok: false, reason: 'stopped', message: 'stopped' });
    const refusal = this.#refusal(call, rules);
    if (refusal !== undefined) return this.#fail(call, refusal);
    const { tool, input } = call;
    if (!isTool(tool)) return this.#fail(call, `There is no tool "${tool}".`);
    const effect = callEffect(tool, input);
    // What a person types themselves they need not be asked for once more.
    const charged = !rules.person && (await this.#mayBeCharged(tool, input));
    if (rules.ask === 'always' || mustAsk(effect, rules.switches.ask, charged)) {
      this.#patch(call, { state: 'waiting' });
      await this.#parts.save();
      const workflow = await workflowName(this.#parts.toolbox, tool, input);
      const decision = await this.#parts.approvals.ask(
        {
          call_id: call.call_id,
          tool,
          effect,
          touches: touches(tool, input, effect, { charged, ...(workflow === undefined ? {} : { workflow }) }),
        },
        signal,
      );
      if (decision.kind === 'stopped')
        return this.#end(call, { state: 'stopped' }, { ok: false, reason: 'stopped', message: 'stopped' });
      if (decision.kind === 'denied') return this.#deny(call, decision.reason);
    }
    return await this.#run(call, rules, charged);
  }

  /** Why the call is not even asked for; undefined where it may go on. */
  #refusal({ tool, input }: ToolCallPart, { switches, person }: CallRules): string | undefined {
    if (!isTool(tool))
      return `There is no tool "${cleanText(tool).slice(0, 100)}". ${suggestion(tool, Object.keys(tools), 'tools')}`;
    if (!person && !switches.code_execution && executesCode(tool, input)) {
      return 'Code execution is switched off in this conversation: no code and no query is run. Answer without, or ask the person to switch it on.';
    }
    if (person) return undefined;
    const repeat = this.#repeated.next(tool, input, callEffect(tool, input));
    if (repeat === 'do') return undefined;
    if (repeat === 'end') this.endless = true;
    return 'This very call was already done twice in this answer; its answers are above. It is not done again. Use them, change the input, or answer the person.';
  }

  async #mayBeCharged(tool: ToolName, input: Json): Promise<boolean> {
    const { toolbox, selectedConnection } = this.#parts;
    return mayBeCharged(tool, input, selectedConnection()) || (await workflowAsksAws(toolbox, tool, input));
  }

  async #run(call: ToolCallPart, { switches, ask, person }: CallRules, charged: boolean): Promise<CallOutcome> {
    const { toolbox, conversation, answers, approvals, signal, feed, save, saveSoon } = this.#parts;
    const started = Date.now();
    this.#patch(call, { state: 'running', started_at: new Date(started).toISOString() });
    await save();
    const onEvent = (event: RunEvent): void => {
      const part = this.#current(call);
      if (part !== undefined && part.run_id === undefined) {
        this.#patch(call, { run_id: event.run_id });
        saveSoon();
      }
      feed.add(call.call_id, event);
    };
    // A run is not asked for, but what it would do to the person's files is.
    const asks = ask === 'by_switches' && !person && switches.ask === 'writes';
    // Nor is a run whose text does not show that it asks AWS, until it does.
    const unaware = ask === 'by_switches' && !person && switches.ask !== 'never' && !charged;
    const confirmAws = (): Promise<boolean> => this.#confirm(call, 'run', ASKS_AWS);
    const confirmChanges = (changes: readonly ExistingFileChange[]): Promise<boolean> => this.#confirmChanges(call, changes);
    const options = { signal, onEvent, ...(asks ? { confirmChanges } : {}), ...(unaware ? { confirmAws } : {}) };
    const took = (): Partial<ToolCallPart> => ({ duration_ms: Date.now() - started });
    try {
      const answer = await endedSoon(toolbox.call(call.tool, call.input, options), signal);
      if (call.tool === 'query_data') answers.keep(conversation.current().id, call.call_id, answer as QueryResult);
      const { text, run_id } = summariseAnswer(call.tool, answer);
      const output = markUntrusted(call.tool, text);
      const stopped = signal.aborted;
      return await this.#end(
        call,
        { state: stopped ? 'stopped' : 'done', output, ...(run_id === undefined ? {} : { run_id }), ...took() },
        stopped ? { ok: false, reason: 'stopped', message: 'stopped' } : { ok: true, answer },
      );
    } catch (error) {
      if (signal.aborted)
        return await this.#end(call, { state: 'stopped', ...took() }, { ok: false, reason: 'stopped', message: 'stopped' });
      if (!(error instanceof AppError)) reportError(error);
      return await this.#fail(call, errorText(error), took());
    } finally {
      // A run that was ended elsewhere while it waited wants no answer any more.
      approvals.decide(call.call_id, { kind: 'stopped' });
    }
  }

  /** Files that runs of this conversation wrote may be written again; for others the person is asked. */
  async #confirmChanges(call: ToolCallPart, changes: readonly ExistingFileChange[]): Promise<boolean> {
    const { conversation } = this.#parts;
    const ours = new Set(
      conversation
        .current()
        .messages.flatMap(({ parts }) => parts.map((part) => (part.kind === 'tool_call' ? part.run_id : undefined))),
    );
    const others = changes.filter(({ written_by }) => written_by === undefined || !ours.has(written_by));
    if (others.length === 0) return true;
    return await this.#confirm(call, 'write', changedFiles(others));
  }

  /** Asks the person about a call that is under way. */
  async #confirm(call: ToolCallPart, effect: ToolEffect, lines: string[]): Promise<boolean> {
    const { approvals, signal, save } = this.#parts;
    this.#patch(call, { state: 'waiting' });
    await save();
    const decision = await approvals.ask({ call_id: call.call_id, tool: call.tool, effect, touches: lines }, signal);
    if (decision.kind !== 'stopped') this.#patch(call, { state: 'running' });
    return decision.kind === 'approved';
  }

  #deny(call: ToolCallPart, reason: string | undefined): Promise<CallOutcome> {
    const why = reason === undefined || reason.trim() === '' ? '' : ` The person's reason: ${cleanText(reason.trim())}`;
    const output = `The person did not allow this call. It was not done.${why} Don't ask for the same again; go another way or ask what they want.`;
    return this.#end(call, { state: 'denied', output }, { ok: false, reason: 'denied', message: reason ?? '' });
  }

  #fail(call: ToolCallPart, message: string, more: Partial<ToolCallPart> = {}): Promise<CallOutcome> {
    const output = isTool(call.tool) ? markUntrusted(call.tool, `error: ${message}`) : message;
    return this.#end(call, { state: 'failed', output, ...more }, { ok: false, reason: 'failed', message });
  }

  async #end(call: ToolCallPart, patch: Partial<ToolCallPart>, outcome: CallOutcome): Promise<CallOutcome> {
    this.#patch(call, patch);
    await this.#parts.save();
    return outcome;
  }

  #patch(call: ToolCallPart, patch: Partial<ToolCallPart>): void {
    this.#parts.conversation.patchCall(this.#parts.messageId, call.call_id, patch);
  }

  #current(call: ToolCallPart): ToolCallPart | undefined {
    return this.#parts.conversation
      .message(this.#parts.messageId)
      .parts.find((part): part is ToolCallPart => part.kind === 'tool_call' && part.call_id === call.call_id);
  }
}

function errorText(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const { line, position } = error as { line?: number; position?: number };
  const where = line === undefined ? '' : ` (line ${line}${position === undefined ? '' : `, column ${position}`})`;
  return `${error.name}${where}: ${error.message}`;
}

/** The answer of a call; where it is stopped, it has a moment to say how its run ended. */
function endedSoon(answer: Promise<unknown>, signal: AbortSignal): Promise<unknown> {
  return new Promise((resolve, reject) => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const stop = (): void => {
      timer = setTimeout(() => reject(new DOMException('The answer was stopped.', 'AbortError')), STOP_GRACE_MS);
    };
    signal.addEventListener('abort', stop, { once: true });
    answer.then(resolve, reject).finally(() => {
      clearTimeout(timer);
      signal.removeEventListener('abort', stop);
    });
  });
}
