import { z } from 'zod';
import { NotFoundError } from '../core/app-error.ts';
import type { ModelEntry } from '../core/model-provider.ts';
import type { ConversationStore } from '../core/ports/conversation-store.ts';
import type { KeyVault } from '../core/ports/key-vault.ts';
import type { ChangeFeed, SettingsStore } from '../core/ports/stores.ts';
import { settingsKeys } from '../core/settings.ts';
import type { ChatSwitches } from '../core/model-provider.ts';
import type { SettingsService } from '../tools/settings-service.ts';
import type { Toolbox } from '../tools/toolbox.ts';
import type { Assistant, CommandInfo } from './assistant.ts';
import type { CommandContext, CommandPlan } from './commands/command-plan.ts';
import { createModelService } from './models/model-service.ts';
import type { AwsSigning } from './providers/provider.ts';
import { Session } from './session/create-session.ts';
import { healConversation } from './session/heal-conversation.ts';
import { isAnswered } from './session/answer-lock.ts';
import { newConversation } from './session/new-conversation.ts';
import { QueryAnswers } from './session/query-answers.ts';
import type { SessionParts } from './session/session-parts.ts';

export type AssistantDeps = {
  toolbox: Toolbox;
  conversations: ConversationStore;
  changes: ChangeFeed;
  /** Where the id of the open conversation is kept. */
  store: SettingsStore;
  settings: SettingsService;
  keys: KeyVault;
  /** Models of `sandbank.config.json`. */
  site: readonly ModelEntry[];
  planCommand: (text: string, context: CommandContext) => Promise<CommandPlan>;
  commandInfos: () => CommandInfo[];
  /** What went wrong beside an answer: a conversation that cannot be written. */
  onProblem: (problem: unknown) => void;
  /** The id of the connection that queries go to where none is named. */
  selectedConnection?: () => string;
  /** Bedrock's requests are signed with these where its model has no key. */
  aws?: AwsSigning;
};

/** The chat, with the conversation that was open last. */
export async function createAssistant(deps: AssistantDeps): Promise<Assistant> {
  const { toolbox, conversations, changes, store, settings, keys, onProblem } = deps;
  const connect = { keys, ...(deps.aws === undefined ? {} : { aws: deps.aws }) };
  const models = createModelService({ settings, site: deps.site, connect });
  const listeners = new Set<() => void>();
  /** Open ones, and those that still answer. */
  const sessions = new Map<string, Session>();
  const parts: SessionParts = {
    toolbox,
    conversations,
    connect,
    model: (id) => models.find(id),
    planCommand: deps.planCommand,
    onProblem,
    ...(deps.selectedConnection === undefined ? {} : { selectedConnection: deps.selectedConnection }),
    answers: new QueryAnswers(),
    onNewConversation: () => void show(fresh()),
  };

  function defaults(): ChatSwitches {
    const { chat } = settings.current();
    const known = chat.model_id !== null && models.find(chat.model_id) !== undefined;
    return { ...chat, model_id: known ? chat.model_id : (models.list().find(({ ready }) => ready)?.id ?? null) };
  }

  function fresh(): Session {
    return current?.empty === true ? current : new Session(parts, newConversation(defaults()), false);
  }

  async function load(id: string): Promise<Session | undefined> {
    const known = sessions.get(id);
    if (known !== undefined) return known;
    const stored = await conversations.get(id);
    if (stored === undefined) return undefined;
    return new Session(parts, (await isAnswered(id)) ? stored : healConversation(stored), true);
  }

  function remember({ id }: Session): void {
    store.set(settingsKeys.conversation, id).catch(onProblem);
  }

  function show(session: Session): Session {
    if (session === current) return session;
    if (current !== undefined && !current.state().busy) {
      current.close();
      sessions.delete(current.id);
    }
    current = session;
    sessions.set(session.id, session);
    remember(session);
    for (const listener of listeners) listener();
    return session;
  }

  async function lastOpen(): Promise<Session | undefined> {
    try {
      const id = await store.get(settingsKeys.conversation, z.string());
      return id === undefined ? undefined : await load(id);
    } catch (error) {
      // One that cannot be read doesn't keep the chat from opening.
      onProblem(error);
      return undefined;
    }
  }

  changes.subscribe(({ store: where, ids, origin }) => {
    if (where !== 'conversations' || origin !== 'elsewhere') return;
    for (const id of ids) sessions.get(id)?.changedElsewhere().catch(onProblem);
  });
  models.subscribe(() => current?.offerSwitches(defaults()));

  let current: Session | undefined;
  current = (await lastOpen()) ?? fresh();
  sessions.set(current.id, current);
  remember(current);

  return {
    session: () => current ?? show(fresh()),
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    newConversation: () => show(fresh()),
    async open(id) {
      const session = await load(id);
      if (session === undefined) throw new NotFoundError(`There is no conversation "${id}" any more.`);
      return show(session);
    },
    history: {
      list: (search) => conversations.list(search),
      async rename(id, title) {
        const summary = await conversations.rename(id, title);
        sessions.get(id)?.renamed(summary.title);
      },
      async remove(id) {
        sessions.get(id)?.deleted();
        sessions.delete(id);
        if (!(await conversations.delete(id))) throw new NotFoundError(`There is no conversation "${id}" any more.`);
        if (current?.id === id) show(new Session(parts, newConversation(defaults()), false));
      },
      async unremove(id) {
        if (!(await conversations.undelete(id)))
          throw new NotFoundError(`The conversation "${id}" cannot be brought back any more.`);
      },
    },
    models,
    keys,
    commands: deps.commandInfos,
  };
}
