import { ToolInputError } from '../../core/app-error.ts';
import type { Conversation, Message, MessagePart } from '../../core/conversation.ts';
import { chatSwitchesSchema, type ChatSwitches } from '../../core/model-provider.ts';
import type { Attachment, ChatSession, ChatState, SwitchesPatch } from '../assistant.ts';
import { Approvals } from '../loop/approvals.ts';
import { RunFeed } from '../loop/run-feed.ts';
import { answerEnded, isAnswered, withAnswerLock } from './answer-lock.ts';
import { answerTurn } from './answer-turn.ts';
import { keepAttachments, readAttachments } from './attachments.ts';
import { titleOf } from './conversation-title.ts';
import { ConversationState, type Urgency } from './conversation-state.ts';
import { ConversationWriter } from './conversation-writer.ts';
import { healConversation } from './heal-conversation.ts';
import { newChatId } from './new-conversation.ts';
import type { SessionParts } from './session-parts.ts';

const MAX_MESSAGE = 1_000_000;
const FRAME_MS = 16;

/** A conversation that is open in the page. */
export class Session implements ChatSession {
  readonly #parts: SessionParts;
  readonly #conversation: ConversationState;
  readonly #writer: ConversationWriter;
  readonly #approvals: Approvals;
  readonly #feed = new RunFeed();
  readonly #listeners = new Set<() => void>();
  readonly #closed = new AbortController();
  #answering: AbortController | undefined;
  #busyElsewhere = false;
  #snapshot: ChatState | undefined;
  #frame: ReturnType<typeof setTimeout> | undefined;
  #switched = false;

  /** `stored`: whether the conversation was read from the store. */
  constructor(parts: SessionParts, conversation: Conversation, stored: boolean) {
    this.#parts = parts;
    this.#approvals = new Approvals(() => this.#changed('now'));
    this.#conversation = new ConversationState(conversation, (urgency) => this.#changed(urgency));
    this.#writer = new ConversationWriter({
      store: parts.conversations,
      state: this.#conversation,
      onProblem: parts.onProblem,
      seen: stored ? conversation.updated_at : undefined,
    });
    if (stored) this.#watchOtherTabs();
  }

  get id(): string {
    return this.#conversation.current().id;
  }

  /** Nothing was sent in it yet. */
  get empty(): boolean {
    return this.#conversation.current().messages.length === 0;
  }

  state = (): ChatState => {
    this.#snapshot ??= {
      conversation: this.#conversation.current(),
      busy: this.#answering !== undefined,
      approvals: this.#approvals.requests(),
      busy_elsewhere: this.#busyElsewhere,
    };
    return this.#snapshot;
  };

  subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  send = async (text: string, attachments: readonly Attachment[] = []): Promise<void> => {
    this.#refuseWhileBusy();
    checkText(text);
    await this.#answer(async () => {
      const read = await readAttachments(attachments);
      return async () => {
        const added = await keepAttachments(read, this.#parts.toolbox);
        this.#append(text.trim() + added);
      };
    });
  };

  stop = (): void => {
    this.#answering?.abort(new DOMException('The answer was stopped.', 'AbortError'));
  };

  retry = async (): Promise<void> => {
    this.#refuseWhileBusy();
    if (this.empty) throw new ToolInputError('retry: nothing was asked in this conversation yet; send a message.');
    const last = this.#conversation.current().messages.at(-1);
    if (last?.model?.id === 'commands' && last.parts.some(mayBeDone)) {
      throw new ToolInputError('retry: this command was done, or may have been; send it again where you want it once more.');
    }
    await this.#answer(async () => async () => undefined);
  };

  resend = async (messageId: string, text: string): Promise<void> => {
    this.#refuseWhileBusy();
    checkText(text);
    const { messages } = this.#conversation.current();
    const at = messages.findIndex(({ id, role }) => id === messageId && role === 'user');
    if (at === -1) throw new ToolInputError(`resend: message: there is no message "${messageId}" of yours in this conversation.`);
    await this.#answer(async () => async () => {
      this.#conversation.update({ messages: messages.slice(0, at) });
      this.#append(text.trim());
    });
  };

  approve = (callId: string): void => this.#approvals.decide(callId, { kind: 'approved' });

  deny = (callId: string, reason?: string): void =>
    this.#approvals.decide(callId, reason === undefined ? { kind: 'denied' } : { kind: 'denied', reason });

  setSwitches = async (patch: SwitchesPatch): Promise<void> => {
    const merged = Object.entries({ ...this.#conversation.current().switches, ...patch }).filter(
      ([, value]) => value !== undefined,
    );
    const parsed = chatSwitchesSchema.safeParse(Object.fromEntries(merged));
    if (!parsed.success) {
      const issue = parsed.error.issues[0];
      throw new ToolInputError(`switches: ${issue?.path.join('.') ?? ''}: ${issue?.message ?? 'is not valid'}`);
    }
    this.#switched = true;
    this.#conversation.update({ switches: parsed.data });
    if (this.#writer.stored()) await this.#writer.now();
  };

  followRun: ChatSession['followRun'] = (callId, listener) => this.#feed.follow(callId, listener);

  answerOf: ChatSession['answerOf'] = (callId) => this.#parts.answers.get(this.id, callId);

  /** Takes new defaults, as long as the person neither sent nor switched anything here. */
  offerSwitches(switches: ChatSwitches): void {
    if (this.empty && !this.#switched && !this.#writer.stored()) this.#conversation.update({ switches });
  }

  /** It was renamed in the history. */
  renamed(title: string): void {
    this.#conversation.update({ title, titled: true });
  }

  /** It was changed by another tab. */
  async changedElsewhere(): Promise<void> {
    this.#watchOtherTabs();
    if (this.#answering !== undefined) return;
    const there = await this.#parts.conversations.get(this.id);
    if (there === undefined || this.#isAnswering()) return;
    this.#writer.adopt(there.updated_at);
    this.#conversation.replace((await isAnswered(this.id)) ? there : healConversation(there));
  }

  /** It was deleted: its answer ends and nothing is written any more. */
  deleted(): void {
    this.stop();
    this.#writer.end();
  }

  /** Another conversation is open. An answer goes on. */
  close(): void {
    this.#closed.abort();
  }

  #isAnswering(): boolean {
    return this.#answering !== undefined;
  }

  #refuseWhileBusy(): void {
    if (this.#isAnswering()) throw new ToolInputError('message: an answer is being made; stop it, or wait for its end.');
  }

  /** `prepare` may refuse, before anything is changed; what it answers changes the conversation. */
  async #answer(prepare: () => Promise<() => Promise<void>>): Promise<void> {
    const abort = new AbortController();
    this.#answering = abort;
    this.#changed('now');
    try {
      const alone = await withAnswerLock(this.id, async () => {
        const begin = await prepare();
        this.#feed.clear();
        await begin();
        const { signal } = abort;
        await answerTurn({
          parts: this.#parts,
          conversation: this.#conversation,
          writer: this.#writer,
          approvals: this.#approvals,
          feed: this.#feed,
          signal,
        });
      });
      if (!alone) {
        this.#watchOtherTabs();
        throw new ToolInputError('message: another tab is answering in this conversation; wait for its end, or stop it there.');
      }
    } finally {
      this.#answering = undefined;
      this.#changed('now');
    }
  }

  #append(text: string): void {
    const { messages, titled } = this.#conversation.current();
    const message: Message = {
      id: newChatId('msg'),
      role: 'user',
      at: new Date().toISOString(),
      parts: [{ kind: 'text', text }],
      status: 'done',
    };
    const title = messages.length === 0 && !titled ? { title: titleOf(text) } : {};
    this.#conversation.update({ ...title, messages: [...messages, message] });
  }

  /** Follows whether another tab answers here, and reads what it wrote when it has ended. */
  #watchOtherTabs(): void {
    if (this.#busyElsewhere) return;
    const watch = async (): Promise<void> => {
      if (this.#isAnswering() || !(await isAnswered(this.id)) || this.#isAnswering()) return;
      this.#setBusyElsewhere(true);
      try {
        await answerEnded(this.id, this.#closed.signal);
      } finally {
        this.#setBusyElsewhere(false);
      }
      await this.changedElsewhere();
    };
    watch().catch((error: unknown) => {
      if (!this.#closed.signal.aborted) this.#parts.onProblem(error);
    });
  }

  #setBusyElsewhere(busy: boolean): void {
    this.#busyElsewhere = busy;
    this.#changed('now');
  }

  #changed(urgency: Urgency): void {
    this.#snapshot = undefined;
    if (urgency === 'frame') {
      this.#frame ??= setTimeout(() => this.#tell(), FRAME_MS);
      return;
    }
    this.#tell();
  }

  #tell(): void {
    clearTimeout(this.#frame);
    this.#frame = undefined;
    for (const listener of this.#listeners) listener();
  }
}

/** A call that is not done again by itself. */
function mayBeDone(part: MessagePart): boolean {
  return part.kind === 'tool_call' && (part.state === 'done' || part.state === 'interrupted');
}

function checkText(text: string): void {
  if (text.trim() === '') throw new ToolInputError('message: holds only spaces; write what you want to know.');
  if (text.length > MAX_MESSAGE) {
    throw new ToolInputError(
      `message: has ${text.length} characters; at most ${MAX_MESSAGE} are sent. Attach the text as a file, or open it under Data.`,
    );
  }
}
