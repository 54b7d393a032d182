import type { Token } from './lexer.ts';
import { ReadingState } from './placeholder-places.ts';

/**
 * How a placeholder is filled: `value` as a literal, `text` as a literal of text, `name` as quoted identifiers (`table` says that it
 * names a table or database), `condition` as a condition in parentheses.
 */
export type PlaceholderUse = 'value' | 'text' | 'table' | 'name' | 'condition';

/** `name` is the parameter that it asks for; a `?` asks for its number among them. `start` and `end` are offsets in the text. */
export type Placeholder = { name: string; use: PlaceholderUse; start: number; end: number };

const WHOLE = /^(['"])(?:\$\{([^{}'"]+)\}|\{\{([^{}'"]+)\}\})\1$/u;
const PLAIN = /^\s*[\p{L}\p{N}_](?:[\p{L}\p{N}_.]|-(?!-))*\s*$/u;

/**
 * The placeholders among the tokens of a script: `:name`, `${name}`, `{{name}}`, `$1` and `?`, and strings and quoted identifiers
 * that are nothing but a `${name}` or `{{name}}`.
 */
export function placeholdersIn(tokens: readonly Token[]): Placeholder[] {
  const found: Placeholder[] = [];
  const state = new ReadingState(tokens);
  let marks = 0;
  tokens.forEach((token, at) => {
    if (token.kind === 'parameter' && token.text === '?') marks++;
    const name = nameOf(token, marks);
    if (name !== undefined) found.push({ name, use: useOf(token, state, at), start: token.start, end: token.end });
    state.pass(at);
  });
  return found;
}

function nameOf({ kind, text }: Token, marks: number): string | undefined {
  if (kind === 'parameter') return text === '?' ? String(marks) : text.replace(/^(?::|\$\{|\{\{|\$)\s*|\s*\}+$/gu, '');
  if (kind !== 'string' && kind !== 'quoted') return undefined;
  const whole = WHOLE.exec(text);
  const name = whole?.[2] ?? whole?.[3];
  return name !== undefined && PLAIN.test(name) ? name.trim() : undefined;
}

function useOf(token: Token, state: ReadingState, at: number): PlaceholderUse {
  if (token.kind === 'string') return 'text';
  if (state.namesTable()) return 'table';
  if (token.kind === 'quoted' || state.besideDot(at)) return 'name';
  if (state.beginsCondition(at)) return 'condition';
  return state.wantsText(at) ? 'text' : 'value';
}
