import type { Attachment } from '../../../assistant/assistant.ts';

export type ComposerDraft = { text: string; attachments: readonly Attachment[] };

/** What is written and not yet sent, by conversation: the pane may be closed meanwhile. It does not outlive the tab. */
export const composerDrafts = new Map<string, ComposerDraft>();
