const FENCE = '```suggestions';
const MAX = 3;
const MAX_LENGTH = 200;

/**
 * An answer's text without the block of suggestions at its end, and what stands in it. While the text still streams in, a block that has
 * only begun is left out too.
 */
export function takeSuggestions(text: string): { text: string; suggestions: string[] } {
  const at = text.lastIndexOf(FENCE);
  if (at === -1) return { text: withoutBegunFence(text), suggestions: [] };
  const rest = text.slice(at + FENCE.length);
  const close = rest.indexOf('```');
  const inside = close === -1 ? rest : rest.slice(0, close);
  const after = close === -1 ? '' : rest.slice(close + 3);
  const suggestions = inside
    .split('\n')
    .map((line) => line.replace(/^\s*(?:[-*•]|\d+[.)])\s*/u, '').trim())
    .filter((line) => line !== '')
    .slice(0, MAX)
    .map((line) => line.slice(0, MAX_LENGTH));
  return { text: `${text.slice(0, at).trimEnd()}${after.trim() === '' ? '' : `\n\n${after.trim()}`}`, suggestions };
}

/** Without a last line that may become the fence; one that closes a block of code stays. */
function withoutBegunFence(text: string): string {
  const lines = text.split('\n');
  const line = lines.pop() ?? '';
  if (line.length < 3 || !FENCE.startsWith(line)) return text;
  const inBlock = lines.filter((each) => each.trimStart().startsWith('```')).length % 2 === 1;
  return inBlock ? text : text.slice(0, text.length - line.length);
}
