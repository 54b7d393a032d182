import type { Collector } from './collector.ts';

// Formatting characters: bidirectional marks and overrides, zero width, tags; line and paragraph separators; controls but for tabs and line
// ends. A joiner inside of an emoji is none of them, nor is a mark at the very beginning of a file.
const HIDDEN =
  /(?<![\p{Extended_Pictographic}\u{fe0f}\u{1f3fb}-\u{1f3ff}])\u200d|(?!\u200d)[\p{Cf}\p{Zl}\p{Zp}]|[^\P{Cc}\t\n\r\f]/gu;
const MOST = 50;

/** Tells of characters in code that nobody sees, and that can make it read otherwise than it runs. */
export function tellHidden(code: string, collector: Collector): void {
  let line = 1;
  let lineStart = 0;
  let told = 0;
  for (const { 0: character, index } of code.matchAll(HIDDEN)) {
    if (index === 0 && character === '\ufeff') continue;
    for (let next = code.indexOf('\n', lineStart); next >= 0 && next < index; next = code.indexOf('\n', lineStart)) {
      line += 1;
      lineStart = next + 1;
    }
    const number = (character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0');
    collector.unseen({ line, column: index - lineStart + 1 }, `hidden character U+${number}`);
    if (++told >= MOST) return;
  }
}
