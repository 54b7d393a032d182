import type { FrameBound, SortItem, WindowSpec } from '../ast.ts';
import { isInteger } from '../types.ts';
import type { Inner } from './calls.ts';
import { comparable } from './casts.ts';
import type { Scope } from './scope.ts';
import type { Translation } from './translation.ts';

/** NULLs come last in Trino, whatever the direction. */
export function sortItem(translation: Translation, scope: Scope, item: SortItem, inner: Pick<Inner, 'expression'>): string {
  const { sql, type } = inner.expression(translation, scope, item.expression);
  return `${comparable(sql, type)} ${direction(item)}`;
}

export function direction(item: SortItem): string {
  return `${item.descending ? 'DESC' : 'ASC'} NULLS ${item.nulls === 'first' ? 'FIRST' : 'LAST'}`;
}

/** What stands between the parentheses of OVER; a named window is written out. */
export function windowSql(
  translation: Translation,
  scope: Scope,
  over: WindowSpec | { reference: { text: string; at: number } },
  inner: Pick<Inner, 'expression'>,
): string {
  const spec = 'reference' in over ? named(translation, scope, over.reference) : over;
  const base = spec.base ? named(translation, scope, spec.base) : undefined;
  const partition = base?.partition.length ? base.partition : spec.partition;
  const order = spec.order.length > 0 ? spec.order : (base?.order ?? []);
  const parts: string[] = [];
  if (partition.length > 0) {
    const keys = partition.map((each) => {
      const { sql, type } = inner.expression(translation, scope, each);
      return comparable(sql, type);
    });
    parts.push(`PARTITION BY ${keys.join(', ')}`);
  }
  if (order.length > 0) parts.push(`ORDER BY ${order.map((item) => sortItem(translation, scope, item, inner)).join(', ')}`);
  const frame = spec.frame ?? base?.frame;
  if (frame) {
    const start = bound(translation, scope, frame.start, frame.unit, inner);
    const words = frame.unit.toUpperCase();
    parts.push(
      frame.end
        ? `${words} BETWEEN ${start} AND ${bound(translation, scope, frame.end, frame.unit, inner)}`
        : `${words} ${start}`,
    );
  }
  return parts.join(' ');
}

function named(translation: Translation, scope: Scope, reference: { text: string; at: number }): WindowSpec {
  const spec = scope.windows?.get(reference.text.toLowerCase());
  if (spec) return spec;
  throw translation.error(
    'SYNTAX_ERROR',
    reference.at,
    `Window '${reference.text}' is not defined; add WINDOW ${reference.text} AS (…) behind HAVING`,
    reference.text,
  );
}

function bound(
  translation: Translation,
  scope: Scope,
  frame: FrameBound,
  unit: string,
  inner: Pick<Inner, 'expression'>,
): string {
  if (frame.bound === 'current_row') return 'CURRENT ROW';
  if (frame.bound === 'unbounded_preceding') return 'UNBOUNDED PRECEDING';
  if (!('value' in frame)) return 'UNBOUNDED FOLLOWING';
  const { sql, type } = inner.expression(translation, scope, frame.value);
  if (unit !== 'range' && !isInteger(type))
    throw translation.error(
      'TYPE_MISMATCH',
      frame.value.at,
      `A frame of ${unit.toUpperCase()} is counted in whole numbers`,
      unit,
    );
  return `${sql} ${frame.bound.toUpperCase()}`;
}
