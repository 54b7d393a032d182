import type { QueryError } from '../../core/app-error.ts';
import { advice } from './advice.ts';
import { failureAt, shown } from './failure.ts';
import { nearWord } from './near-word.ts';
import type { Token } from './tokens.ts';
import { RESERVED, STRUCTURAL } from './words.ts';

const LISTED = 12;
const AFTER_OPERAND = ['AND', 'OR', 'LIKE', 'BETWEEN', 'ESCAPE'];

/**
 * The error for the token at `index`, which fits nowhere: what was sought there, the word that may have been meant, or how Trino
 * spells what stands there.
 */
export function mismatch(sql: string, tokens: readonly Token[], index: number, sought: readonly string[]): QueryError {
  const token = tokens[index];
  if (token === undefined) return failureAt(sql, sql.length, "mismatched input '<EOF>'");
  const previous = tokens[index - 1];
  const advised = advice(tokens, index, sought);
  if (advised?.whole === true) {
    const at = advised.atPrevious === true ? (previous ?? token) : token;
    return failureAt(sql, at.start, advised.message, advised.construct);
  }
  const input = token.kind === 'end' ? '<EOF>' : shown(sql.slice(token.start, token.end));
  const help = advised?.message ?? nearby(token, previous, sought) ?? reservedName(tokens, index, sought);
  const construct = advised?.construct ?? (RESERVED.has(token.key) || token.kind === 'symbol' ? token.key : undefined);
  return failureAt(
    sql,
    token.start,
    `mismatched input '${input}'${expecting(sought)}${help === undefined ? '' : `. ${help}`}`,
    construct,
  );
}

function expecting(sought: readonly string[]): string {
  const names = [...new Set(sought)].map((what) => (what.startsWith('<') && what.length > 2 ? what : `'${what}'`));
  if (names.length === 0) return '';
  const sorted = names.sort();
  return `. Expecting: ${sorted.slice(0, LISTED).join(', ')}${sorted.length > LISTED ? ', …' : ''}`;
}

function nearby(token: Token, previous: Token | undefined, sought: readonly string[]): string | undefined {
  if (token.kind === 'word' && !RESERVED.has(token.key)) {
    const near = nearWord(token.key, [...sought, ...AFTER_OPERAND]);
    if (near !== undefined) return `Did you mean ${near}?`;
  }
  if (previous?.kind !== 'word' || RESERVED.has(previous.key)) return undefined;
  const near = nearWord(previous.key, [...sought, ...AFTER_OPERAND]);
  return near === undefined ? undefined : `Did you mean ${near} instead of '${previous.value}'?`;
}

function reservedName(tokens: readonly Token[], index: number, sought: readonly string[]): string | undefined {
  const token = tokens[index];
  if (token === undefined || token.kind !== 'word' || !RESERVED.has(token.key) || STRUCTURAL.has(token.key)) return undefined;
  if (!sought.includes('<expression>') && !sought.includes('<identifier>')) return undefined;
  const next = tokens[index + 1]?.key ?? '';
  if ((token.key === 'GROUP' || token.key === 'ORDER') && next === 'BY') return undefined;
  return `${token.key} is a reserved word; to use it as a name, write "${token.value}" between double quotes`;
}
