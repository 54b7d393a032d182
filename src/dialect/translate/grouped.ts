import type { Expression } from '../ast.ts';
import { isAggregate } from '../functions/registry.ts';
import { expression } from './expressions.ts';
import { nameChain, resolveQualified, type Scope } from './scope.ts';
import type { Translation } from './translation.ts';

/**
 * Checks that what stands beside an aggregate is grouped by. Throws EXPRESSION_NOT_AGGREGATE at the column. Without GROUP BY (`keys`
 * undefined) it looks whether there is an aggregate at all.
 */
export function checkGrouped(
  translation: Translation,
  scope: Scope,
  nodes: readonly Expression[],
  keys: ReadonlySet<string> | undefined,
): void {
  if (keys === undefined && !nodes.some(hasAggregate)) return;
  for (const node of nodes) check(translation, scope, node, keys ?? new Set());
}

function check(translation: Translation, scope: Scope, node: Expression, keys: ReadonlySet<string>): void {
  if (node.node === 'call' && isAggregateCall(node)) return;
  if (node.node === 'lambda' || node.node === 'exists' || node.node === 'scalar_query') return;
  if (keys.size > 0 && isWhole(node) && keys.has(expression(translation, scope, node).sql)) return;
  const chain = nameChain(node);
  if (chain) {
    const own = { columns: scope.columns, tables: scope.tables };
    const column = chain.map((_, at) => resolveQualified(translation, own, chain.slice(0, chain.length - at))).find(Boolean);
    if (column && !keys.has(column.sql) && !scope.lambda)
      throw translation.error(
        'EXPRESSION_NOT_AGGREGATE',
        node.at,
        `'${chain.map(({ text }) => text).join('.')}' must be an aggregate expression or appear in GROUP BY clause`,
        chain.at(-1)?.text,
      );
    return;
  }
  for (const child of children(node)) check(translation, scope, child, keys);
}

/** Nodes whose SQL stands for them; a lambda's body has no meaning alone. */
function isWhole(node: Expression): boolean {
  return node.node !== 'lambda';
}

function isAggregateCall(node: Extract<Expression, { node: 'call' }>): boolean {
  return node.call.name === 'grouping' || (isAggregate(node.call.name) && node.call.over === undefined);
}

function hasAggregate(node: Expression): boolean {
  if (node.node === 'call' && isAggregateCall(node)) return true;
  return children(node).some(hasAggregate);
}

/** The expressions directly inside of one; those of a subquery are not. */
export function children(node: Expression): Expression[] {
  switch (node.node) {
    case 'field':
      return [node.base];
    case 'subscript':
      return [node.base, node.index];
    case 'negate':
    case 'not':
    case 'is_null':
    case 'cast':
    case 'extract':
      return [node.operand];
    case 'binary':
    case 'compare':
    case 'distinct_from':
      return [node.left, node.right];
    case 'quantified':
      return [node.left];
    case 'logical':
      return node.operands;
    case 'between':
      return [node.operand, node.low, node.high];
    case 'in_list':
      return [node.operand, ...node.list];
    case 'in_query':
      return [node.operand];
    case 'like':
      return [node.operand, node.pattern, ...(node.escape ? [node.escape] : [])];
    case 'call':
      return inCall(node);
    case 'case':
      return [
        ...(node.operand ? [node.operand] : []),
        ...node.branches.flatMap(({ when, result }) => [when, result]),
        ...(node.otherwise ? [node.otherwise] : []),
      ];
    case 'at_time_zone':
      return [node.operand, node.zone];
    case 'array':
    case 'row':
      return node.items;
    default:
      return [];
  }
}

function inCall({ call }: Extract<Expression, { node: 'call' }>): Expression[] {
  const over =
    call.over && 'partition' in call.over ? [...call.over.partition, ...call.over.order.map((item) => item.expression)] : [];
  return [...call.arguments, ...over];
}
