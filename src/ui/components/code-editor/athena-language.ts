import type { languages } from 'monaco-editor/editor/editor.api.js';
import { athenaFunctions } from './athena-functions.ts';
import { keywords } from './athena-words.ts';

/** Brackets, quotes and comments of SQL, for whoever types it. */
export const athenaConfiguration: languages.LanguageConfiguration = {
  comments: { lineComment: '--', blockComment: ['/*', '*/'] },
  brackets: [
    ['(', ')'],
    ['[', ']'],
    ['{', '}'],
  ],
  // Not those of placeholders.
  colorizedBracketPairs: [['(', ')']],
  autoClosingPairs: [
    { open: '(', close: ')' },
    { open: '[', close: ']' },
    { open: '{', close: '}' },
    { open: "'", close: "'", notIn: ['string', 'comment'] },
    { open: '"', close: '"', notIn: ['string', 'comment'] },
  ],
};

const NAME = String.raw`\s*[\w.-]+\s*`;
const BRACED = String.raw`(?:\$\{${NAME}\}|\{\{${NAME}\}\})`;

/** How Athena's SQL is coloured: keywords, functions where they are called, and placeholders wherever they are filled in. */
export const athenaTokens: languages.IMonarchLanguage = {
  defaultToken: '',
  tokenPostfix: '.sql',
  ignoreCase: true,
  keywords: [...keywords],
  functions: [...new Set(athenaFunctions.map(({ name }) => name))],
  tokenizer: {
    root: [
      [/\s+/u, 'white'],
      [/--.*$/u, 'comment'],
      [/\/\*/u, 'comment', '@comment'],
      [new RegExp(`'${BRACED}'|"${BRACED}"|${BRACED}`, 'u'), 'parameter'],
      [/\$\d+|\?/u, 'parameter'],
      [/::|->|=>/u, 'operator'],
      [/:[a-z_]\w*/iu, 'parameter'],
      [/'/u, 'string', '@string'],
      [/"/u, 'identifier', '@quoted'],
      [/(?:\d+(?:\.\d*)?|\.\d+)(?:e[+-]?\d+)?/iu, 'number'],
      [/[a-z_]\w*(?=\s*\()/iu, { cases: { '@functions': 'function', '@keywords': 'keyword', '@default': 'identifier' } }],
      [/[a-z_]\w*/iu, { cases: { '@keywords': 'keyword', '@default': 'identifier' } }],
      [/[()[\]{}]/u, '@brackets'],
      [/[-+*/%<>=!|]+/u, 'operator'],
      [/[,;.]/u, 'delimiter'],
    ],
    comment: [
      [/\*\//u, 'comment', '@pop'],
      [/[^*]+|\*/u, 'comment'],
    ],
    string: [
      [/[^']+|''/u, 'string'],
      [/'/u, 'string', '@pop'],
    ],
    quoted: [
      [/[^"]+|""/u, 'identifier'],
      [/"/u, 'identifier', '@pop'],
    ],
  },
};
