import type { ReactNode } from 'react';
import type {
  ApprovalRequest,
  Assistant,
  Attachment,
  ChatSession,
  ChatState,
  SwitchesPatch,
} from '../../src/assistant/assistant.ts';
import { commandInfos } from '../../src/assistant/commands/command-table.ts';
import { conversationSchema, type Conversation, type Message, type ToolCallPart } from '../../src/core/conversation.ts';
import { chatSwitchesSchema } from '../../src/core/model-provider.ts';
import { defaultSettings } from '../../src/core/settings.ts';
import type { Connection, QueryResult } from '../../src/core/dataset.ts';
import type { Run, RunEvent } from '../../src/core/run.ts';
import { AppServicesContext, type AppServices } from '../../src/ui/app-services.ts';
import { Chat } from '../../src/ui/features/chat/chat.tsx';
import '../../src/ui/features/chat/chat.css';

const AT = '2026-11-20T14:00:00.000Z';

export function userMessage(id: string, text: string): Message {
  return { id, role: 'user', at: AT, status: 'done', parts: [{ kind: 'text', text }] };
}

export function answerMessage(id: string, parts: Message['parts'], rest: Partial<Message> = {}): Message {
  return { id, role: 'assistant', at: AT, status: 'done', parts, ...rest };
}

export function toolCall(rest: Partial<ToolCallPart> = {}): ToolCallPart {
  const input = { language: 'python', code: 'print(25 * 47)', title: 'Multiply' };
  return { kind: 'tool_call', call_id: 'call-1', tool: 'execute_code', input, state: 'done', ...rest };
}

/** Everything that the pane asked of its session, in order. */
export type Asked = [what: string, ...rest: unknown[]];

/** A session whose answers the test writes. Its state is told as the real one's is. */
export class ScriptedSession implements ChatSession {
  readonly asked: Asked[] = [];
  readonly #listeners = new Set<() => void>();
  #state: ChatState;
  #runListeners = new Map<string, (event: RunEvent) => void>();

  constructor(messages: Message[] = [], patch: Partial<Conversation> = {}) {
    const conversation = conversationSchema.parse({
      id: 'conversation-1',
      format: 1,
      title: 'Costs',
      titled: false,
      created_at: AT,
      updated_at: AT,
      switches: {},
      messages,
      ...patch,
    });
    this.#state = { conversation, busy: false, approvals: [], busy_elsewhere: false };
  }

  readonly state = (): ChatState => this.#state;
  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  say(messages: Message[], rest: { busy?: boolean; approvals?: ApprovalRequest[] } = {}): void {
    const conversation = { ...this.#state.conversation, messages };
    this.#state = { ...this.#state, conversation, busy: rest.busy ?? false, approvals: rest.approvals ?? [] };
    for (const listener of this.#listeners) listener();
  }
  runSays(callId: string, event: RunEvent): void {
    this.#runListeners.get(callId)?.(event);
  }

  async send(text: string, attachments?: readonly Attachment[]): Promise<void> {
    this.asked.push(['send', text, ...(attachments ?? []).map(({ name }) => name)]);
  }
  stop(): void {
    this.asked.push(['stop']);
  }
  async retry(): Promise<void> {
    this.asked.push(['retry']);
  }
  async resend(messageId: string, text: string): Promise<void> {
    this.asked.push(['resend', messageId, text]);
  }
  approve(callId: string): void {
    this.asked.push(['approve', callId]);
  }
  deny(callId: string, reason?: string): void {
    this.asked.push(['deny', callId, reason]);
  }
  async setSwitches(patch: SwitchesPatch): Promise<void> {
    this.asked.push(['switches', patch]);
    const { conversation } = this.#state;
    const switches = chatSwitchesSchema.parse(JSON.parse(JSON.stringify({ ...conversation.switches, ...patch })));
    this.#state = { ...this.#state, conversation: { ...conversation, switches } };
    for (const listener of this.#listeners) listener();
  }
  readonly answers = new Map<string, QueryResult>();
  answerOf(callId: string): QueryResult | undefined {
    return this.answers.get(callId);
  }
  followRun(callId: string, listener: (event: RunEvent) => void): () => void {
    this.#runListeners.set(callId, listener);
    return () => this.#runListeners.delete(callId);
  }
}

const nothing = () => () => undefined;

export function scriptedAssistant(session: ScriptedSession, rest: Partial<Assistant> = {}): Assistant {
  const none = () => Promise.reject(new Error('not in this test'));
  return {
    session: () => session,
    subscribe: nothing,
    newConversation: () => session,
    open: () => Promise.resolve(session),
    history: { list: () => Promise.resolve([]), rename: none, remove: none, unremove: none },
    models: { list: () => [], put: none, remove: none, available: none, check: none, kinds: () => [], subscribe: nothing },
    keys: {
      state: () => ({ kept: 'none' }),
      key: () => undefined,
      set: none,
      canUsePasskey: () => Promise.resolve(false),
      remember: none,
      unlock: none,
      remove: none,
      subscribe: nothing,
    },
    commands: commandInfos,
    ...rest,
  };
}

/** The pane over a scripted session; `runs` are those of the log, and `connections` are there to be named. */
export function ScriptedChat({
  assistant,
  byItself = false,
  runs = [],
  connections,
  onLeave,
}: {
  assistant: Assistant;
  byItself?: boolean;
  runs?: Run[];
  connections?: readonly Connection[];
  onLeave?: () => void;
}): ReactNode {
  const services = {
    // What cannot be read must hold up nothing.
    analysis: () => Promise.reject(new Error('no code is read in this test')),
    settings: { current: () => defaultSettings, subscribe: nothing, update: () => Promise.resolve() },
    callTool: async (name: string, input: { run_id?: string }) => {
      if (name === 'list_connections' && connections !== undefined) return { connections };
      const run = runs.find((each) => each.run_id === input.run_id);
      if (run === undefined) throw new Error(`${name} is not in this test`);
      return run;
    },
  } as unknown as AppServices;
  return (
    <AppServicesContext value={services}>
      <Chat assistant={assistant} byItself={byItself} onOpenCode={() => undefined} onLeave={onLeave ?? (() => undefined)} />
    </AppServicesContext>
  );
}
