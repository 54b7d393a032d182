import { z } from 'zod';
import type { Attachment } from '../../../assistant/assistant.ts';
import { LeftTexts } from './left-texts.ts';

export type ComposerDraft = { text: string; attachments: readonly Attachment[] };

const ITEM = 'sandbank-composer';
const leftSchema = z.array(z.tuple([z.string(), z.string()]));

/** What is written and not yet sent, by conversation: the pane may be closed meanwhile. It does not outlive the tab. */
export const composerDrafts = new Map<string, ComposerDraft>();

const left = new LeftTexts(takeLeft());

/** The draft of a conversation, also of before the page was loaded anew. */
export function draftFor(conversationId: string): ComposerDraft | undefined {
  const own = composerDrafts.get(conversationId);
  if (own !== undefined) return own;
  const text = left.take(conversationId);
  if (text === undefined) return undefined;
  const draft = { text, attachments: [] };
  composerDrafts.set(conversationId, draft);
  return draft;
}

addEventListener('pagehide', () => {
  const texts = [...left.rest(), ...[...composerDrafts].flatMap(([id, { text }]) => (text === '' ? [] : [[id, text]]))];
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
