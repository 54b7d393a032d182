import { z } from 'zod';
import type { Attachment } from '../../../assistant/assistant.ts';

export type ComposerDraft = { text: string; attachments: readonly Attachment[] };

const ITEM = 'sandbank-composer';
const leftSchema = z.array(z.tuple([z.string(), z.string()]));

/** What is written and not yet sent, by conversation: the pane may be closed meanwhile. It does not outlive the tab. */
export const composerDrafts = new Map<string, ComposerDraft>();

/** Texts that stood here before the page was loaded anew, by conversation; the last is that of the one that was shown. */
const left = takeLeft();
let isFirst = true;

/**
 * The draft of a conversation. Once after the page was loaded anew, a conversation without one gets what was written last: in one that
 * had not begun, which nobody knows any more.
 */
export function draftFor(conversationId: string): ComposerDraft | undefined {
  const own = composerDrafts.get(conversationId);
  if (own !== undefined) return own;
  const mine = left.findIndex(([id]) => id === conversationId);
  const at = mine === -1 && isFirst ? left.length - 1 : mine;
  isFirst = false;
  const [entry] = at === -1 ? [] : left.splice(at, 1);
  if (entry === undefined) return undefined;
  const [, text] = entry;
  const draft = { text, attachments: [] };
  composerDrafts.set(conversationId, draft);
  return draft;
}

addEventListener('pagehide', () => {
  const texts = [...left, ...[...composerDrafts].flatMap(([id, { text }]) => (text === '' ? [] : [[id, text]]))];
  try {
    if (texts.length > 0) sessionStorage.setItem(ITEM, JSON.stringify(texts));
  } catch (error) {
    console.warn('What was written in the chat is not kept over a reload:', error);
  }
});

// Session storage throws where the browser keeps nothing for this page.
function takeLeft(): [string, string][] {
  try {
    const kept = sessionStorage.getItem(ITEM);
    sessionStorage.removeItem(ITEM);
    return kept === null ? [] : leftSchema.parse(JSON.parse(kept));
  } catch {
    return [];
  }
}
