import type { Conversation, ConversationSummary } from '../core/conversation.ts';
import type { QueryResult } from '../core/dataset.ts';
import type { ChatSwitches, ModelEntry, ProviderKind } from '../core/model-provider.ts';
import type { KeyVault } from '../core/ports/key-vault.ts';
import type { RunEvent } from '../core/run.ts';
import type { ToolEffect } from '../tools/tool.ts';

/** What the person is asked before a tool call is done. */
export type ApprovalRequest = {
  call_id: string;
  tool: string;
  effect: ToolEffect;
  /** What it will touch, in sentences: the connection it reads, the files it may write, the workflow that gets a new version. */
  touches: string[];
};

export type ChatState = {
  /** A new conversation is in storage from its first message on. */
  conversation: Conversation;
  /** An answer is being made, or waits for an approval. */
  busy: boolean;
  /** Calls that wait for the person. Known to the page only: nothing that a tool or a model says makes one or answers one. */
  approvals: readonly ApprovalRequest[];
  /** Another tab is answering in this conversation. */
  busy_elsewhere: boolean;
};

/** Text files that the person gives with a message: kept in the workspace, named to the model. */
export type Attachment = { name: string; content: Blob };

export type SwitchesPatch = { [Name in keyof ChatSwitches]?: ChatSwitches[Name] | undefined };

/** One conversation that is open in the pane. Goes on while the person looks at another page. */
export interface ChatSession {
  state(): ChatState;
  /** Told at most once a frame while text streams. */
  subscribe(listener: () => void): () => void;
  /**
   * Sends the message and answers it; resolves when the answer has ended, however. Throws `ToolInputError`, before anything is changed,
   * for a message of only spaces or past 1,000,000 characters, an attachment that is no text, or while `busy`.
   */
  send(text: string, attachments?: readonly Attachment[]): Promise<void>;
  /** Ends the answer, its run and its queries at once; what was said until then is kept. */
  stop(): void;
  /** Makes the last answer anew or goes on with one that failed. Tool calls that were done are not done again. */
  retry(): Promise<void>;
  /** Takes back the message and all after it, and sends `text` in its place. */
  resend(messageId: string, text: string): Promise<void>;
  approve(callId: string): void;
  deny(callId: string, reason?: string): void;
  /** What is given as undefined is left out from then on: the provider's own, or the default. */
  setSwitches(patch: SwitchesPatch): Promise<void>;
  /** The events of a call's run: those until now at once, then as they come. Nothing for a call of an earlier visit. */
  followRun(callId: string, listener: (event: RunEvent) => void): () => void;
  /** All that a query answered, where this page still has it: not after a reload, nor for another tool. */
  answerOf(callId: string): QueryResult | undefined;
}

/** What a test of a model's settings found. `code` as in `AnswerError`; "ok" where it answered. */
export type ConnectionCheck = { ok: boolean; code: string; message: string };

export type ModelSource = 'config' | 'person';

export type ModelInfo = ModelEntry & {
  source: ModelSource;
  /** Ready to answer: it needs no key or has one. */
  ready: boolean;
  /** Whether its provider wants a key. */
  needs_key: boolean;
  /** Where requests go. */
  address: string;
};

/** Input of the palette that opens on "/". */
export type CommandInfo = { name: string; usage: string; description: string };

/** The chat: everything that the pane and the settings need of it. Loaded when the pane or the models' settings first open. */
export interface Assistant {
  /** The conversation that is open; the last one at the start, or a new one. */
  session(): ChatSession;
  /** Told when `session()` is another one. */
  subscribe(listener: () => void): () => void;
  newConversation(): ChatSession;
  /** Throws `NotFoundError`, or `StorageError` for one of a newer version. */
  open(id: string): Promise<ChatSession>;
  history: {
    list(search?: string): Promise<ConversationSummary[]>;
    rename(id: string, title: string): Promise<void>;
    remove(id: string): Promise<void>;
    unremove(id: string): Promise<void>;
  };
  models: {
    list(): ModelInfo[];
    /** Adds or changes one of the person's. Throws `ToolInputError` naming field, value and fix (an address that is none, plain http to
     * a host that is not this machine, a region). */
    put(entry: ModelEntry): Promise<void>;
    /** Its key goes with it. */
    remove(id: string): Promise<void>;
    /** The provider's list of models, where it offers one; throws an error with `code` as `check` does. */
    available(entry: ModelEntry, signal?: AbortSignal): Promise<string[]>;
    check(entry: ModelEntry, signal?: AbortSignal): Promise<ConnectionCheck>;
    /** What the interface says of a kind: label, default address, whether it wants a key, where keys are made, what one looks like. */
    kinds(): {
      kind: ProviderKind;
      label: string;
      default_address: string;
      needs_key: boolean;
      key_hint: string;
      example_model: string;
    }[];
    subscribe(listener: () => void): () => void;
  };
  keys: KeyVault;
  commands(): CommandInfo[];
}
