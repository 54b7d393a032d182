import { visibleLines } from '../visible-text.ts';

const ENTITIES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;', '`': '&#96;' };

/** Text that stays text, between tags and in a quoted attribute. */
export function escapeHtml(text: string): string {
  return text.replaceAll(/[&<>"'`]/gu, (character) => ENTITIES[character] ?? '');
}

/** As `escapeHtml`, of text that is not ours: what cannot be seen in it is written out. Line ends and tabs stay. */
export function shownHtml(text: string): string {
  return escapeHtml(visibleLines(text));
}
