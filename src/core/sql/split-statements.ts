import { tokenize, type Token } from './lexer.ts';

/** One statement of a script: its text without the closing `;`, its tokens (offsets in the whole script), and where it begins. */
export type Statement = { text: string; start: number; tokens: Token[] };

/** The statements of a script, in order; empty ones are left out. Throws as `tokenize` does. */
export function splitStatements(sql: string): Statement[] {
  const statements: Statement[] = [];
  let tokens: Token[] = [];
  const flush = () => {
    const first = tokens[0];
    const last = tokens.at(-1);
    if (first && last) statements.push({ text: sql.slice(first.start, last.end), start: first.start, tokens });
    tokens = [];
  };
  for (const token of tokenize(sql)) {
    if (token.kind === 'operator' && token.text === ';') flush();
    else tokens.push(token);
  }
  flush();
  return statements;
}
