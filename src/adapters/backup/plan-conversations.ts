import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import { StorageError } from '../../core/app-error.ts';
import type { Conversation } from '../../core/conversation.ts';
import type { ConversationStore } from '../../core/ports/conversation-store.ts';
import type { PlannedItem } from '../../core/ports/backup.ts';

/** Theirs is written as `id`; where `keepMineAs` is set, what is there is kept under that id first. `seen` is of what is there. */
export type ConversationStep = { id: string; title: string; titled: boolean; seen?: string; keepMineAs?: string };

export type ConversationPlan = { item: PlannedItem } & Partial<Record<'always' | 'theirs' | 'both', ConversationStep>>;

/** Two conversations of one id are told apart by what was said in them; titles and switches stay as they are here. */
export async function planConversation(store: ConversationStore, theirs: Conversation): Promise<ConversationPlan> {
  const { id, title, titled } = theirs;
  const plan = (standing: PlannedItem['standing'], detail: string, steps: Partial<ConversationPlan> = {}): ConversationPlan => ({
    item: { id, name: title, standing, detail },
    ...steps,
  });
  const mine = await readMine(store, id);
  if (mine === 'unreadable') return plan('same', 'It is here, damaged or of a newer version, and stays as it is.');
  if (mine === undefined) return plan('new', countMessages(theirs.messages.length), { always: { id, title, titled } });

  const [here, there] = [mine.messages.map((each) => JSON.stringify(each)), theirs.messages.map((each) => JSON.stringify(each))];
  if (begins(here, there)) return plan('same', here.length === there.length ? 'It is here.' : 'It is here, and goes on since.');
  const seen = mine.updated_at;
  if (begins(there, here)) {
    const named = mine.titled ? { title: mine.title, titled: true } : { title, titled };
    return plan('ahead', `It goes on from what is here: ${countMessages(there.length - here.length)} more.`, {
      always: { id, ...named, seen },
    });
  }
  const [copy, before] = [copyId(theirs), copyId(mine)];
  if ((await readMine(store, copy)) !== undefined) return plan('same', 'It is here as a copy.');
  const isMineKept = (await readMine(store, before)) !== undefined;
  return plan(
    'conflict',
    `The one here went another way; the one of the back-up is ${theirs.updated_at > seen ? 'newer' : 'older'}.`,
    {
      theirs: { id, title, titled, seen, ...(isMineKept ? {} : { keepMineAs: before }) },
      both: { id: copy, title: `${title} (restored)`, titled: true },
    },
  );
}

/** The id of a copy: the same for the same conversation, so that it is known again. */
function copyId({ id, messages }: Conversation): string {
  return `${id}_${bytesToHex(sha256(utf8ToBytes(JSON.stringify(messages)))).slice(0, 12)}`;
}

/**
 * A conversation of an archive as it is kept here: whoever made the archive does not decide that nobody is asked before something is
 * written, which model answers, nor what it is told beside what the person says.
 */
export function withCare(conversation: Conversation): Conversation {
  const { ask, ...switches } = conversation.switches;
  return {
    ...conversation,
    switches: { ...switches, ask: ask === 'never' ? 'writes' : ask, model_id: null, system_prompt: '' },
  };
}

async function readMine(store: ConversationStore, id: string): Promise<Conversation | undefined | 'unreadable'> {
  try {
    return await store.get(id);
  } catch (error) {
    if (error instanceof StorageError) return 'unreadable';
    throw error;
  }
}

function begins(whole: readonly string[], start: readonly string[]): boolean {
  return start.length <= whole.length && start.every((each, index) => each === whole[index]);
}

const countMessages = (count: number): string => (count === 1 ? '1 message' : `${count} messages`);
