import type { Relation } from '../ast.ts';
import { comparable } from './casts.ts';
import { predicate } from './expressions.ts';
import { refuseAggregates } from './grouped.ts';
import { coerce, comparisonType } from './operators.ts';
import { resolveName, type Scope, type ScopeColumn } from './scope.ts';
import type { Translation } from './translation.ts';

/** A relation of FROM: what DuckDB reads, and the columns that it brings. */
export type TranslatedRelation = { sql: string; columns: readonly ScopeColumn[] };

/** Translates a side of a join; given, so that the two modules need not import each other. */
type Read = (translation: Translation, scope: Scope, node: Relation, outer: readonly ScopeColumn[]) => TranslatedRelation;

const WORDS = { inner: 'JOIN', left: 'LEFT JOIN', right: 'RIGHT JOIN', full: 'FULL JOIN', cross: 'CROSS JOIN' };

/** Joins are a left-deep tree: it is walked in a loop. */
export function join(
  translation: Translation,
  scope: Scope,
  node: Extract<Relation, { relation: 'join' }>,
  outer: readonly ScopeColumn[],
  read: Read,
): TranslatedRelation {
  const spine: (typeof node)[] = [];
  let first: Relation = node;
  while (first.relation === 'join') {
    spine.push(first);
    first = first.left;
  }
  if (spine.length > MAX_JOINS)
    throw translation.error(
      'NOT_SUPPORTED',
      node.at,
      `${spine.length} joins in one FROM are too many; at most ${MAX_JOINS} can be done`,
      'JOIN',
    );
  let left = read(translation, scope, first, outer);
  for (const each of spine.toReversed()) left = joined(translation, scope, each, left, outer, read);
  return left;
}

/** DuckDB looks for the best order of joins longer than a person waits. */
const MAX_JOINS = 50;

function joined(
  translation: Translation,
  scope: Scope,
  node: Extract<Relation, { relation: 'join' }>,
  left: TranslatedRelation,
  outer: readonly ScopeColumn[],
  read: Read,
): TranslatedRelation {
  const right = read(translation, scope, node.right, [...outer, ...left.columns]);
  const bracket = node.right.relation === 'join' ? `(${right.sql})` : right.sql;
  if (node.kind === 'cross') {
    // A lateral query that gives no row takes the row before it along: that is CROSS JOIN.
    return { sql: `${left.sql} CROSS JOIN ${bracket}`, columns: [...left.columns, ...right.columns] };
  }
  if (node.using || node.natural) return joinUsing(translation, scope, node, left, { sql: bracket, columns: right.columns });
  const columns = [...left.columns, ...right.columns];
  refuseAggregates(translation, node.on, 'JOIN clause');
  const isTrue = node.on === undefined || (node.on.node === 'boolean' && node.on.value);
  if (node.kind !== 'inner' && isLateral(node.right) && (node.kind !== 'left' || !isTrue))
    throw translation.error(
      'NOT_SUPPORTED',
      node.on?.at ?? node.at,
      `${WORDS[node.kind]} involving UNNEST or LATERAL is only supported as LEFT JOIN … ON TRUE; put the condition into a subquery`,
      WORDS[node.kind],
    );
  const condition = node.on ? predicate(translation, { ...scope, columns }, node.on) : 'TRUE';
  return { sql: `${left.sql} ${WORDS[node.kind]} ${bracket} ON ${condition}`, columns };
}

function isLateral(node: Relation): boolean {
  if (node.relation === 'alias' || node.relation === 'sample') return isLateral(node.base);
  return node.relation === 'unnest' || node.relation === 'lateral';
}

/** The columns of USING come first, once. */
function joinUsing(
  translation: Translation,
  scope: Scope,
  node: Extract<Relation, { relation: 'join' }>,
  left: TranslatedRelation,
  right: TranslatedRelation,
): TranslatedRelation {
  const names =
    node.using ??
    left.columns.flatMap(({ name }) =>
      name !== undefined && right.columns.some((column) => column.name?.toLowerCase() === name.toLowerCase())
        ? [{ text: name, quoted: true, at: node.at }]
        : [],
    );
  const shared: ScopeColumn[] = [];
  const conditions = names.map((name) => {
    const side = (columns: readonly ScopeColumn[]) => resolveName(translation, { columns, tables: scope.tables }, name);
    const [a, b] = [side(left.columns), side(right.columns)];
    const type = comparisonType(translation, '=', a.type, b.type, name.at);
    const [x, y] = [coerce(translation, a, type), coerce(translation, b, type)];
    shared.push({
      name: name.text,
      relation: [],
      sql: node.kind === 'full' ? `coalesce(${x}, ${y})` : node.kind === 'right' ? y : x,
      type,
    });
    return `${comparable(x, type)} = ${comparable(y, type)}`;
  });
  const taken = new Set(names.map(({ text }) => text.toLowerCase()));
  const rest = [...left.columns, ...right.columns].filter(({ name }) => name === undefined || !taken.has(name.toLowerCase()));
  return {
    sql: `${left.sql} ${WORDS[node.kind]} ${right.sql} ON ${conditions.join(' AND ') || 'TRUE'}`,
    columns: [...shared, ...rest],
  };
}
