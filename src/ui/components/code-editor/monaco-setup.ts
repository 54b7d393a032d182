import 'monaco-editor/languages/definitions/javascript/register.js';
import 'monaco-editor/languages/definitions/python/register.js';
import * as monaco from 'monaco-editor/editor/editor.api.js';

import { startBlobWorker } from '../../../adapters/blob-worker.ts';
import type { TableInfo } from '../../../core/dataset.ts';
import { languageIds } from '../../../core/run.ts';
import { athenaConfiguration, athenaTokens } from './athena-language.ts';
import { completionsFor, type Completion } from './completions.ts';
import workerUrl from './editor-worker.ts?iife';

Object.assign(globalThis, { MonacoEnvironment: { getWorker: () => startBlobWorker(workerUrl, 'editor') } });

// Monaco's own SQL is Microsoft's.
monaco.languages.register({ id: 'sql', extensions: ['.sql'], aliases: ['SQL'] });
monaco.languages.setLanguageConfiguration('sql', athenaConfiguration);
monaco.languages.setMonarchTokensProvider('sql', athenaTokens);

let tables: readonly TableInfo[] = [];

/** The tables whose names and columns are offered while one writes. */
export function offerTables(known: readonly TableInfo[]): void {
  tables = known;
}

const kinds: Record<Completion['kind'], monaco.languages.CompletionItemKind> = {
  function: monaco.languages.CompletionItemKind.Function,
  value: monaco.languages.CompletionItemKind.Variable,
  table: monaco.languages.CompletionItemKind.Struct,
  column: monaco.languages.CompletionItemKind.Field,
  keyword: monaco.languages.CompletionItemKind.Keyword,
};

/** What a person's own data has comes before what the language has. */
const order: Record<Completion['kind'], number> = { table: 1, column: 1, value: 1, function: 2, keyword: 3 };

for (const language of languageIds) {
  monaco.languages.registerCompletionItemProvider(language, {
    triggerCharacters: ['.'],
    provideCompletionItems(model, position) {
      const word = model.getWordUntilPosition(position);
      const { lineNumber, column } = position;
      const before = model.getValueInRange(new monaco.Range(Math.max(1, lineNumber - 300), 1, lineNumber, column));
      const range = new monaco.Range(lineNumber, word.startColumn, lineNumber, word.endColumn);
      return { suggestions: completionsFor(language, before, tables).map((each) => suggestion(each, range)) };
    },
  });
}

function suggestion(each: Completion, range: monaco.Range): monaco.languages.CompletionItem {
  return {
    label: each.label,
    kind: kinds[each.kind],
    insertText: each.insert,
    detail: each.detail,
    range,
    sortText: `${order[each.kind]}${each.label}`,
    ...(each.doc === undefined ? {} : { documentation: { value: each.doc } }),
    ...(each.kind === 'function' ? { insertTextRules: monaco.languages.CompletionItemInsertTextRule.InsertAsSnippet } : {}),
  };
}

monaco.editor.defineTheme('sandbank-light', {
  base: 'vs',
  inherit: true,
  rules: [
    { token: 'comment', foreground: '5f6b7a', fontStyle: 'italic' },
    { token: 'keyword', foreground: '7d2105' },
    { token: 'string', foreground: '00693f' },
    // SQL has colours of its own in the base, some too faint to read.
    { token: 'string.sql', foreground: '00693f' },
    { token: 'predefined.sql', foreground: '5b2fa8' },
    { token: 'operator.sql', foreground: '424650' },
    { token: 'number', foreground: '0033cc' },
    { token: 'function', foreground: '5b2fa8' },
    { token: 'parameter', foreground: '8a4b00', fontStyle: 'bold' },
  ],
  colors: {
    'editor.background': '#ffffff',
    'editor.lineHighlightBackground': '#f6f6f9',
    'editorLineNumber.foreground': '#656871',
    'editorGutter.background': '#ffffff',
  },
});
monaco.editor.defineTheme('sandbank-dark', {
  base: 'vs-dark',
  inherit: true,
  rules: [
    { token: 'comment', foreground: '8c8c94', fontStyle: 'italic' },
    { token: 'keyword', foreground: 'ffb3a1' },
    { token: 'string', foreground: '7ee0a8' },
    { token: 'string.sql', foreground: '7ee0a8' },
    { token: 'predefined.sql', foreground: 'c9b1ff' },
    { token: 'operator.sql', foreground: 'c6c6cd' },
    { token: 'number', foreground: '8ec7ff' },
    { token: 'function', foreground: 'c9b1ff' },
    { token: 'parameter', foreground: 'ffc66d', fontStyle: 'bold' },
  ],
  colors: {
    'editor.background': '#161d26',
    'editor.lineHighlightBackground': '#1b232d',
    'editorLineNumber.foreground': '#8c8c94',
    'editorGutter.background': '#161d26',
  },
});

export { monaco };
