import { nameKey } from '../../../core/workflow.ts';

const UNSEEN = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/gu;

/** The sender's name without what cannot be seen, where it is free; else the first of "name (received)", "name (received 2)", … */
export function importName(name: string, taken: readonly string[]): string {
  const keys = new Set(taken.map(nameKey));
  const base = name.replaceAll(UNSEEN, '').replaceAll(/\s+/gu, ' ').trim().slice(0, 150).toWellFormed() || 'Received workflow';
  if (!keys.has(nameKey(base))) return base;
  for (let number = 1; ; number += 1) {
    const candidate = number === 1 ? `${base} (received)` : `${base} (received ${number})`;
    if (!keys.has(nameKey(candidate))) return candidate;
  }
}
