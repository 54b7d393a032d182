import type { Assistant, ChatSession, ChatState } from '../../src/assistant/assistant.ts';
import { createAssistant, type AssistantDeps } from '../../src/assistant/create-assistant.ts';
import type { Message, ToolCallPart } from '../../src/core/conversation.ts';
import type { ModelEntry } from '../../src/core/model-provider.ts';
import type { KeyVault } from '../../src/core/ports/key-vault.ts';
import type { Storage } from '../../src/core/ports/stores.ts';
import { openStorage } from '../../src/adapters/storage/open-storage.ts';
import { createSettings } from '../../src/tools/settings-service.ts';
import type { Toolbox } from '../../src/tools/toolbox.ts';

/** The chat over a storage of its own, with the toolbox of the test and one model. */
export type AssistantBench = { assistant: Assistant; storage: Storage; problems: unknown[]; again(): Promise<Assistant> };

/** Keys as a page holds them before any is remembered. */
export function plainKeys(keys: Record<string, string>): KeyVault {
  const held = new Map(Object.entries(keys));
  return {
    state: (id) => (held.has(id) ? { kept: 'memory', locked: false } : { kept: 'none' }),
    key: (id) => held.get(id),
    set: (id, key) => Promise.resolve(void held.set(id, key)),
    canUsePasskey: () => Promise.resolve(false),
    remember: () => Promise.reject(new Error('not here')),
    unlock: () => Promise.reject(new Error('not here')),
    remove: (id) => Promise.resolve(void held.delete(id)),
    subscribe: () => () => undefined,
  };
}

export async function openAssistant(
  model: ModelEntry,
  toolbox: Toolbox,
  more: Partial<AssistantDeps> = {},
): Promise<AssistantBench> {
  const name = `assistant-${crypto.randomUUID()}`;
  const problems: unknown[] = [];
  const storage = await openStorage({ name });
  const settings = await createSettings(storage.settings);
  const deps: AssistantDeps = {
    toolbox,
    conversations: storage.conversations,
    changes: storage.changes,
    store: storage.settings,
    settings,
    keys: plainKeys({ [model.id]: 'test-key-0123456789' }),
    site: [model],
    planCommand: () => Promise.resolve({ say: 'no model' }),
    commandInfos: () => [],
    onProblem: (problem) => problems.push(problem),
    ...more,
  };
  return { assistant: await createAssistant(deps), storage, problems, again: () => createAssistant(deps) };
}

/** A toolbox of functions by a tool's name; "list_connections" answers none where it is not given. */
export function scriptedToolbox(tools: Record<string, (input: never, options: { signal?: AbortSignal }) => unknown>): Toolbox & {
  calls: { name: string; input: unknown }[];
} {
  const calls: { name: string; input: unknown }[] = [];
  return {
    calls,
    async call(name, input, options = {}) {
      const tool = tools[name];
      if (name === 'list_connections' && tool === undefined) return { connections: [] };
      calls.push({ name, input });
      if (tool === undefined) throw new Error(`the test has no tool ${name}`);
      return await tool(input as never, options);
    },
  };
}

export type Answer = Partial<Message> & { text: string; calls: ToolCallPart[] };

/** The last message, where it is an answer, with its text and its calls. */
export function lastAnswer(assistant: Assistant): Answer {
  const message = assistant.session().state().conversation.messages.at(-1);
  const parts = message?.role === 'assistant' ? message.parts : [];
  return {
    ...message,
    text: parts.map((part) => (part.kind === 'text' ? part.text : '')).join(''),
    calls: parts.filter((part): part is ToolCallPart => part.kind === 'tool_call'),
  };
}

/** Resolves when `holds` of the session's state. */
export function until(session: ChatSession, holds: (state: ChatState) => boolean): Promise<void> {
  return new Promise((resolve) => {
    const look = (): void => {
      if (!holds(session.state())) return;
      end();
      resolve();
    };
    const timer = setInterval(look, 20);
    const unsubscribe = session.subscribe(look);
    const end = (): void => {
      clearInterval(timer);
      unsubscribe();
    };
    look();
  });
}
