import { cleanText } from '../results/clean-text.ts';

export const UNTITLED = 'New conversation';

const MOST = 60;

/** The first words of a message, on one line. */
export function titleOf(text: string): string {
  const line = cleanText(text.slice(0, 2000)).replaceAll(/\s+/gu, ' ').trim();
  if (line === '') return UNTITLED;
  if (line.length <= MOST) return line;
  const cut = line.slice(0, MOST);
  const space = cut.lastIndexOf(' ');
  return `${(space > MOST / 2 ? cut.slice(0, space) : cut).replace(/[\ud800-\udbff]$/u, '')}…`;
}
