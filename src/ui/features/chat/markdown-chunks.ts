/**
 * Markdown in pieces that can be drawn by themselves and together look like the whole, so that of an answer that still grows only the
 * last piece is drawn anew. It is cut at blank lines before a paragraph, heading, table or fence that begins at the margin; a list,
 * what is indented, a quote and what stands within a fence stay in one piece. What refers to elsewhere in the text is not cut.
 */
export function markdownChunks(text: string): string[] {
  if (DEFINITION.test(text)) return [text];
  const chunks: string[] = [];
  let start = 0;
  let at = 0;
  let fence: string | undefined;
  let blank = false;
  while (at < text.length) {
    const end = text.indexOf('\n', at);
    const next = end === -1 ? text.length : end + 1;
    const line = text.slice(at, next);
    const mark = FENCE.exec(line)?.[1];
    if (fence === undefined && blank && STARTS.test(line)) {
      chunks.push(text.slice(start, at));
      start = at;
    }
    if (mark !== undefined) {
      if (fence === undefined) fence = mark;
      else if (mark[0] === fence[0] && mark.length >= fence.length && line.trim() === mark) fence = undefined;
    }
    blank = line.trim() === '';
    at = next;
  }
  if (start < text.length) chunks.push(text.slice(start));
  return chunks;
}

// Link and footnote definitions hold for the whole text.
const DEFINITION = /^ {0,3}\[[^\]\n]+\]:/mu;
const FENCE = /^\s*(`{3,}|~{3,})/u;
// At the margin, and neither the next item of a list nor the next line of a quote.
const STARTS = /^(?![\s>]|[-*+][ \t]|\d{1,9}[.)][ \t])./u;
