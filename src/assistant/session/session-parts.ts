import type { ConversationStore } from '../../core/ports/conversation-store.ts';
import type { ModelEntry } from '../../core/model-provider.ts';
import type { Toolbox } from '../../tools/toolbox.ts';
import type { CommandContext, CommandPlan } from '../commands/command-plan.ts';
import type { ConnectParts } from '../models/connect-model.ts';
import type { QueryAnswers } from './query-answers.ts';

/** What every session stands on. */
export type SessionParts = {
  toolbox: Toolbox;
  conversations: ConversationStore;
  connect: ConnectParts;
  /** Undefined where there is no such model any more. */
  model: (id: string) => ModelEntry | undefined;
  planCommand: (text: string, context: CommandContext) => Promise<CommandPlan>;
  onProblem: (problem: unknown) => void;
  answers: QueryAnswers;
  /** The id of the connection that queries go to where none is named. */
  selectedConnection?: () => string;
  /** `/new`. */
  onNewConversation: () => void;
};
