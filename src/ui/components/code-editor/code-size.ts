export type CodeSize = 'small' | 'large' | 'huge';

const SMALL = { characters: 60_000, lines: 2000 };
const LARGE = { characters: 2_000_000, lines: 50_000 };

/** What can show the code without holding up the page: any editor, only the rich one, or none (its beginning is shown). */
export function codeSize(text: string): CodeSize {
  if (text.length > LARGE.characters) return 'huge';
  let lines = 1;
  for (let at = text.indexOf('\n'); at !== -1 && lines <= LARGE.lines; at = text.indexOf('\n', at + 1)) lines += 1;
  if (lines > LARGE.lines) return 'huge';
  return lines > SMALL.lines || text.length > SMALL.characters ? 'large' : 'small';
}

/** The first lines of a text: at most 500 of them and 50,000 characters. */
export function headOf(text: string): string {
  return text.slice(0, 50_000).split('\n', 500).join('\n');
}
