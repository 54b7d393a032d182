import { codeLines } from '../code-tokens.ts';
import { shownHtml } from './escape-html.ts';

/** Code as lines of spans whose classes say what each piece is; `markedLine` (from 1) stands out. */
export function codeHtml(code: string, language: string | undefined, markedLine?: number): string {
  return codeLines(code.replaceAll('\r\n', '\n'), language)
    .map((line, at) => {
      const pieces = line.map(({ kind, text }) =>
        kind === undefined ? shownHtml(text) : `<i class="${kind}">${shownHtml(text)}</i>`,
      );
      return `<span class="${at + 1 === markedLine ? 'line marked' : 'line'}">${pieces.join('')}\n</span>`;
    })
    .join('');
}
