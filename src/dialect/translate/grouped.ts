import type { Expression, Identifier } from '../ast.ts';
import { children, findNode, inWindow, isAggregateCall, isWindowCall } from './children.ts';
import { expression } from './expressions.ts';
import { nameChain, resolveQualified, type Scope, type Typed } from './scope.ts';
import type { Translation } from './translation.ts';

/** What is evaluated after grouping, in the scope that its names belong to. */
export type Checked = { node: Expression; scope: Scope };

type Check = {
  translation: Translation;
  scope: Scope;
  /** SQL of what is grouped by. */
  keys: ReadonlySet<string>;
  /** Names that lambdas around have given. */
  parameters: ReadonlySet<string>;
};

/** Throws EXPRESSION_NOT_AGGREGATE at a column that is neither grouped by nor inside of an aggregate. */
export function checkGrouped(translation: Translation, checked: readonly Checked[], keys: ReadonlySet<string>): void {
  for (const { node, scope } of checked) check({ translation, scope, keys, parameters: new Set() }, node);
}

function check(at: Check, node: Expression): void {
  const { translation, scope, keys, parameters } = at;
  if (isAggregateCall(node)) return refuseNested(translation, node);
  if (node.node === 'exists' || node.node === 'scalar_query') return;
  if (node.node === 'lambda') {
    const names = node.parameters.map(({ text }) => text.toLowerCase());
    return check({ ...at, parameters: new Set([...parameters, ...names]) }, node.body);
  }
  const chain = nameChain(node);
  if (chain !== undefined && parameters.has(chain[0]?.text.toLowerCase() ?? '')) return;
  if (parameters.size === 0 && keys.size > 0 && keys.has(expression(translation, scope, node).sql)) return;
  if (chain !== undefined) {
    if (scope.aliasesOf && columnOf(translation, scope, chain)) return;
    const found = columnOf(translation, scope.aliasesOf ?? scope, chain);
    if (found && !keys.has(found.sql)) throw notAggregate(translation, chain.map(({ text }) => text).join('.'), node.at);
    return;
  }
  for (const child of children(node)) check(at, child);
  if (node.node === 'call' && node.call.over && 'reference' in node.call.over) {
    const spec = scope.windows?.get(node.call.over.reference.text.toLowerCase());
    if (spec) for (const child of inWindow(spec)) check(at, child);
  }
}

/** The column of the query itself that is meant: those of a query around it are one value. */
function columnOf(translation: Translation, { columns, tables }: Scope, chain: readonly Identifier[]): Typed | undefined {
  for (let length = chain.length; length > 0; length--) {
    const found = resolveQualified(translation, { columns, tables }, chain.slice(0, length));
    if (found) return found;
  }
  return undefined;
}

export function notAggregate(translation: Translation, name: string, at: number): Error {
  return translation.error(
    'EXPRESSION_NOT_AGGREGATE',
    at,
    `'${name}' must be an aggregate expression or appear in GROUP BY clause`,
    name.split('.').at(-1),
  );
}

function refuseNested(translation: Translation, node: Expression): void {
  const name = node.node === 'call' ? node.call.name : '';
  for (const child of children(node)) {
    const inner = findNode(child, (each) => isAggregateCall(each) || isWindowCall(each));
    if (inner?.node !== 'call') continue;
    throw isWindowCall(inner)
      ? translation.error(
          'NESTED_WINDOW',
          inner.at,
          `Cannot nest window functions inside aggregation '${name}'; compute ${inner.call.name} in a subquery`,
          inner.call.name,
        )
      : translation.error(
          'NESTED_AGGREGATION',
          inner.at,
          `Cannot nest aggregations inside aggregation '${name}'; compute ${inner.call.name} in a subquery`,
          inner.call.name,
        );
  }
}

/** Throws EXPRESSION_NOT_SCALAR where a clause that is evaluated row by row holds an aggregate or a window function. */
export function refuseAggregates(translation: Translation, node: Expression | undefined, clause: string): void {
  const found = node && findNode(node, (each) => isAggregateCall(each) || isWindowCall(each));
  if (found?.node !== 'call') return;
  const advice = clause === 'WHERE clause' && !isWindowCall(found) ? '; use HAVING' : '; compute it in a subquery';
  throw translation.error(
    'EXPRESSION_NOT_SCALAR',
    found.at,
    `${clause} cannot contain aggregations, window functions or grouping operations: ${found.call.name}${advice}`,
    found.call.name,
  );
}

/** Throws NESTED_WINDOW where a clause that comes before windows, such as HAVING, holds a window function. */
export function refuseWindows(translation: Translation, node: Expression | undefined, clause: string): void {
  const found = node && findNode(node, isWindowCall);
  if (found?.node !== 'call') return;
  throw translation.error(
    'NESTED_WINDOW',
    found.at,
    `${clause} cannot contain window functions: ${found.call.name}; compute it in a subquery`,
    found.call.name,
  );
}
