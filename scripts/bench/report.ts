import type { Figure } from './measure.ts';

/** The figures as a table in Markdown. */
export function figuresTable(figures: readonly Figure[]): string {
  const rows = figures.map(({ name, value, unit, target, note }) => [
    name,
    shown(value, unit),
    target === undefined ? '' : `≤ ${shown(target, unit)}`,
    verdict(value, target),
    note ?? '',
  ]);
  return [['Figure', 'Result', 'Target', '', 'Remark'], ['---', '---:', '---:', '---', '---'], ...rows]
    .map((cells) => `| ${cells.join(' | ')} |`)
    .join('\n');
}

function shown(value: number, unit: Figure['unit']): string {
  if (unit === 'ratio') return value.toFixed(2);
  return `${value >= 100 ? value.toFixed(0) : value.toFixed(1)} ${unit}`;
}

function verdict(value: number, target: number | undefined): string {
  if (target === undefined) return '';
  return value <= target ? 'met' : '**missed**';
}
