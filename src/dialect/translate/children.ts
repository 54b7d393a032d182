import type { Expression, WindowSpec } from '../ast.ts';
import { isAggregate } from '../functions/registry.ts';

type CallNode = Extract<Expression, { node: 'call' }>;

/** Whether the call gives one value for many rows: an aggregate without OVER, or `grouping`. */
export function isAggregateCall(node: Expression): boolean {
  if (node.node !== 'call' || node.call.over !== undefined) return false;
  return node.call.name === 'grouping' || isAggregate(node.call.name);
}

export function isWindowCall(node: Expression): boolean {
  return node.node === 'call' && node.call.over !== undefined;
}

/** The first node of the tree, from the outside in, that is so; a subquery's own nodes are not looked at. */
export function findNode(node: Expression, is: (node: Expression) => boolean): Expression | undefined {
  if (is(node)) return node;
  for (const child of children(node)) {
    const found = findNode(child, is);
    if (found) return found;
  }
  return undefined;
}

/** The expressions directly inside of one; those of a subquery are not, those of a lambda are. */
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
    case 'lambda':
      return [node.body];
    default:
      return [];
  }
}

function inCall({ call }: CallNode): Expression[] {
  return [
    ...call.arguments,
    ...[...call.order, ...(call.within ?? [])].map((item) => item.expression),
    ...(call.filter ? [call.filter] : []),
    ...(call.over && 'partition' in call.over ? inWindow(call.over) : []),
  ];
}

/** The expressions of a window: what it is parted and sorted by, and the bounds of its frame. */
export function inWindow(spec: WindowSpec): Expression[] {
  const bounds = spec.frame ? [spec.frame.start, ...(spec.frame.end ? [spec.frame.end] : [])] : [];
  return [
    ...spec.partition,
    ...spec.order.map((item) => item.expression),
    ...bounds.flatMap((bound) => ('value' in bound ? [bound.value] : [])),
  ];
}
