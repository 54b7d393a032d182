import type { LanguageId } from './run.ts';

const MOST_READ = 20_000;
const MOST_SHOWN = 80;

/** What begins or ends a comment or docstring, by language; what is left of the line is its words. */
const FRAMES: Record<LanguageId, RegExp> = {
  python: /^#+!?|^[rRuU]?(?:"""|''')|(?:"""|''')$/gu,
  javascript: /^\/\/+|^\/\*+|^\*+(?!\/)|\*+\/$/gu,
  sql: /^--+|^\/\*+|^\*+(?!\/)|\*+\/$/gu,
};

/** Lines that say nothing of what the code is for. */
const PREAMBLE: Record<LanguageId, RegExp> = {
  python: /^(?:import|from)\s|^#!|^#.*coding[:=]/u,
  javascript: /^(?:import\s|#!|['"]use strict['"]|(?:const|let|var)\s[^=]+=\s*require\()/u,
  sql: /^(?!)/u,
};

/**
 * What code is about, for the log of runs, where nobody has named it: its first line that says something, be it a comment, a
 * docstring or a statement, and of SQL that begins with a statement all of it, on one line. At most 80 characters; undefined where
 * there are no words.
 */
export function codeTitle(language: LanguageId, code: string): string | undefined {
  const lines = code
    .slice(0, MOST_READ)
    .split(/\r\n|\r|\n/u)
    .map((line) => line.trim());
  const first = lines.findIndex((line) => !PREAMBLE[language].test(line) && hasWords(wordsOf(language, line)));
  const line = lines[first];
  if (line === undefined) return undefined;
  const words = wordsOf(language, line);
  const statement = language === 'sql' && words === line && !line.startsWith('--');
  return shortened(statement ? statementFrom(lines.slice(first)) : words);
}

function wordsOf(language: LanguageId, line: string): string {
  return line.replaceAll(FRAMES[language], '').trim();
}

function hasWords(text: string): boolean {
  return /\p{L}{2}/u.test(text);
}

/** Lines of a query as one, without the comments behind and between them. */
function statementFrom(lines: readonly string[]): string {
  return lines
    .map((line) => line.replace(/(?:^|\s)--.*$/u, '').trim())
    .filter((line) => line !== '')
    .join(' ')
    .replaceAll(/\s+/gu, ' ');
}

function shortened(text: string): string {
  const characters = Array.from(text.slice(0, 4 * MOST_SHOWN));
  return characters.length <= MOST_SHOWN
    ? text
    : `${characters
        .slice(0, MOST_SHOWN - 1)
        .join('')
        .trimEnd()}…`;
}
