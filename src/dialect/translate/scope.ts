import { closest, distance } from 'fastest-levenshtein';
import type { Expression, Identifier, WindowSpec } from '../ast.ts';
import type { TrinoType } from '../types.ts';
import type { Translation } from './translation.ts';

/** SQL of DuckDB with the type that its value has in Trino. */
export type Typed = { sql: string; type: TrinoType };

/** A column that a name can mean. `relation` are the names of what it comes from, outermost first, lower case (`sample`, `cur`). */
export type ScopeColumn = Typed & { name?: string; relation: readonly string[] };

export type CommonTable = { sql: string; columns: readonly { name: string; column: string; type: TrinoType }[] };

/** What the names in an expression mean: columns of FROM, parameters of lambdas around it, then what the query around it knows. */
export type Scope = {
  columns: readonly ScopeColumn[];
  parent?: Scope;
  lambda?: ReadonlyMap<string, Typed>;
  /** `WITH` names, lower case. */
  tables: ReadonlyMap<string, CommonTable>;
  /** Named windows of the select, lower case. */
  windows?: ReadonlyMap<string, WindowSpec>;
  /** `columns` are the items of a select as ORDER BY sees them: this is the scope of its FROM. */
  aliasesOf?: Scope;
};

const key = (name: string): string => name.toLowerCase();

/** The column or lambda parameter of that name. Throws COLUMN_NOT_FOUND or AMBIGUOUS_NAME at the name. */
export function resolveName(translation: Translation, scope: Scope, name: Identifier): Typed {
  const found = findName(translation, scope, [name]);
  if (found) return found;
  throw columnNotFound(translation, scope, name.text, name.at);
}

/** What `a.b.c` means where `a` or `a.b` names a relation; undefined where it is a field of a row. */
export function resolveQualified(translation: Translation, scope: Scope, parts: readonly Identifier[]): Typed | undefined {
  return findName(translation, scope, parts);
}

function findName(translation: Translation, scope: Scope, parts: readonly Identifier[]): Typed | undefined {
  const last = parts.at(-1);
  if (last === undefined) return undefined;
  const qualifier = parts.slice(0, -1).map(({ text }) => key(text));
  for (let at: Scope | undefined = scope; at; at = at.parent) {
    const parameter = qualifier.length === 0 ? at.lambda?.get(key(last.text)) : undefined;
    if (parameter) return parameter;
    const found = columnsNamed(at.columns, key(last.text)).filter(({ relation }) => endsWith(relation, qualifier));
    if (found.length > 1 && new Set(found.map(({ sql }) => sql)).size > 1)
      throw translation.error(
        'AMBIGUOUS_NAME',
        last.at,
        `Column '${parts.map(({ text }) => text).join('.')}' is ambiguous; write the name of its table before it`,
        last.text,
      );
    if (found[0]) return found[0];
  }
  return undefined;
}

const INDEXES = new WeakMap<readonly ScopeColumn[], ReadonlyMap<string, readonly ScopeColumn[]>>();

/** The columns of a name in lower case. */
function columnsNamed(columns: readonly ScopeColumn[], name: string): readonly ScopeColumn[] {
  let index = INDEXES.get(columns);
  if (index === undefined) {
    const made = new Map<string, ScopeColumn[]>();
    for (const column of columns) {
      if (column.name === undefined) continue;
      const same = made.get(key(column.name));
      if (same) same.push(column);
      else made.set(key(column.name), [column]);
    }
    index = made;
    INDEXES.set(columns, index);
  }
  return index.get(name) ?? [];
}

/** Whether FROM itself, not a query around it, has a column of that name. */
export function namesColumn(scope: Scope, name: Identifier): boolean {
  return columnsNamed(scope.columns, key(name.text)).length > 0;
}

export function endsWith(relation: readonly string[], qualifier: readonly string[]): boolean {
  const from = relation.length - qualifier.length;
  return from >= 0 && qualifier.every((part, at) => relation[from + at] === part);
}

/** Whether some relation in scope has the name, so that `a.b` was meant as its column. */
export function knowsRelation(scope: Scope, name: string): boolean {
  for (let at: Scope | undefined = scope; at; at = at.parent) {
    if (at.columns.some(({ relation }) => relation.includes(key(name)))) return true;
  }
  return false;
}

export function columnNotFound(translation: Translation, scope: Scope, name: string, at: number): Error {
  const names: string[] = [];
  for (let each: Scope | undefined = scope; each; each = each.parent)
    names.push(...each.columns.flatMap((column) => column.name ?? []));
  const near = nearest(name.split('.').at(-1) ?? name, names);
  return translation.error(
    'COLUMN_NOT_FOUND',
    at,
    `Column '${name}' cannot be resolved${near === undefined ? '' : `; did you mean ${near}?`}`,
    name,
  );
}

/** The name that was likely meant, if one is near enough. */
export function nearest(name: string, names: readonly string[]): string | undefined {
  const wanted = name.slice(0, 100).toLowerCase();
  const near = closest(wanted, names.map(key));
  const limit = Math.max(2, Math.floor(wanted.length / 3));
  if (names.length === 0 || distance(wanted, near) > limit) return undefined;
  return names.find((each) => key(each) === near);
}

/** `a.b.c` as its identifiers; undefined where something other than a name stands before a dot. */
export function nameChain(expression: Expression): Identifier[] | undefined {
  const parts: Identifier[] = [];
  let at = expression;
  while (at.node === 'field') {
    parts.unshift(at.field);
    at = at.base;
  }
  return at.node === 'name' ? [at.name, ...parts] : undefined;
}
