import type { Expression, Relation } from '../ast.ts';
import type { Cursor } from './cursor.ts';
import { parsePrimaryRelation } from './primary-relations.ts';

type JoinKind = Extract<Relation, { relation: 'join' }>['kind'];

/** A relation with the joins behind it; a chain of joins grows to the left. */
export function parseRelation(cursor: Cursor): Relation {
  cursor.enter();
  const { at } = cursor;
  let left = sampled(cursor);
  for (;;) {
    const joined = crossJoin(cursor, left, at) ?? naturalJoin(cursor, left, at) ?? conditionalJoin(cursor, left, at);
    if (joined === undefined) break;
    left = joined;
  }
  cursor.leave();
  return left;
}

function crossJoin(cursor: Cursor, left: Relation, at: number): Relation | undefined {
  if (!cursor.accept('CROSS')) return undefined;
  cursor.expect('JOIN');
  return { relation: 'join', kind: 'cross', left, right: sampled(cursor), at };
}

function naturalJoin(cursor: Cursor, left: Relation, at: number): Relation | undefined {
  if (!cursor.accept('NATURAL')) return undefined;
  const kind = joinKind(cursor);
  if (kind === undefined) throw cursor.mismatch();
  return { relation: 'join', kind, left, right: sampled(cursor), natural: true, at };
}

/** In `a JOIN b JOIN c ON x ON y` the second join is the right side of the first. */
function conditionalJoin(cursor: Cursor, left: Relation, at: number): Relation | undefined {
  const kind = joinKind(cursor);
  if (kind === undefined) return undefined;
  const right = parseRelation(cursor);
  if (cursor.accept('USING')) return { relation: 'join', kind, left, right, using: cursor.identifiers(), at };
  cursor.expect('ON');
  return { relation: 'join', kind, left, right, on: cursor.rules.expression(cursor), at };
}

function joinKind(cursor: Cursor): JoinKind | undefined {
  if (cursor.accept('JOIN')) return 'inner';
  const side = cursor.oneOf('INNER', 'LEFT', 'RIGHT', 'FULL');
  if (side === undefined) return undefined;
  if (side !== 'INNER') cursor.accept('OUTER');
  cursor.expect('JOIN');
  return side === 'INNER' ? 'inner' : side === 'LEFT' ? 'left' : side === 'RIGHT' ? 'right' : 'full';
}

function sampled(cursor: Cursor): Relation {
  const { at } = cursor;
  const base = aliased(cursor);
  if (cursor.are('MATCH_RECOGNIZE', '('))
    throw cursor.failure(
      'MATCH_RECOGNIZE is not supported here; use lag() and lead() over ordered rows',
      cursor.token,
      'MATCH_RECOGNIZE',
    );
  if (!cursor.accept('TABLESAMPLE')) return base;
  const method = cursor.oneOf('BERNOULLI', 'SYSTEM');
  if (method === undefined) throw cursor.mismatch();
  const percent: Expression = cursor.parenthesized(() => cursor.rules.expression(cursor));
  return { relation: 'sample', base, method: method === 'SYSTEM' ? 'system' : 'bernoulli', percent, at };
}

function aliased(cursor: Cursor): Relation {
  const { at } = cursor;
  const base = parsePrimaryRelation(cursor, parseRelation);
  const name = cursor.alias();
  if (name === undefined) return base;
  return cursor.is('(')
    ? { relation: 'alias', base, name, columns: cursor.identifiers(), at }
    : { relation: 'alias', base, name, at };
}
