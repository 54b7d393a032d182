import { tokenizeLoosely } from './lexer.ts';
import { placeholdersIn, type PlaceholderUse } from './placeholders.ts';

/** What a parameter of a query is: a literal, the name of a table or database, or a condition. */
export type ParameterKind = 'value' | 'table' | 'condition';

export type QueryParameter = { name: string; kind: ParameterKind };

const KINDS: Record<PlaceholderUse, ParameterKind> = {
  value: 'value',
  text: 'value',
  name: 'value',
  table: 'table',
  condition: 'condition',
};

/**
 * The parameters that a script asks for, in the order of their first use; of one that is used as several things, the kind that asks
 * for more than a value. Never throws: of text that is no SQL yet, what can be found.
 */
export function parametersOf(sql: string): QueryParameter[] {
  const kinds = new Map<string, ParameterKind>();
  for (const { name, use } of placeholdersIn(tokenizeLoosely(sql))) {
    const before = kinds.get(name) ?? 'value';
    kinds.set(name, before === 'value' ? KINDS[use] : before);
  }
  return [...kinds].map(([name, kind]) => ({ name, kind }));
}
