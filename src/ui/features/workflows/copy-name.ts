import { nameKey } from '../../../core/workflow.ts';

/** "Report (copy)", "Report (copy 2)", …: the first that no workflow has. A copy of a copy counts on. */
export function copyName(name: string, taken: readonly string[]): string {
  const keys = new Set(taken.map(nameKey));
  const base = name.replace(/ \(copy(?: \d+)?\)$/u, '');
  for (let number = 1; ; number += 1) {
    const candidate = number === 1 ? `${base} (copy)` : `${base} (copy ${number})`;
    if (!keys.has(nameKey(candidate))) return candidate;
  }
}
