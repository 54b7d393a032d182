/** What a model reads of one answer of a tool, in characters. */
export const MAX_RESULT = 20_000;

/** Head and tail of a text that is too long, with a note between that says how much is left out. Never longer than `most` by more than the note. */
export function cutText(text: string, most: number): string {
  if (text.length <= most) return text;
  const head = Math.ceil(most * 0.6);
  const tail = most - head;
  const begin = text.slice(0, head);
  const end = tail === 0 ? '' : text.slice(-tail);
  const left = text.length - begin.length - end.length;
  return `${whole(begin)}\n[… ${left} characters left out here …]\n${whole(end)}`;
}

/** Without the half of a character that a cut leaves at either end. */
function whole(text: string): string {
  return text.replace(/^[\udc00-\udfff]/u, '').replace(/[\ud800-\udbff]$/u, '');
}
