import { decimalType } from '../../../../core/sql/decimal-type.ts';

type Typed = { type: string; whole?: number };

/** The digits of an exact number's type: before the point, where the file is known else as many as may be, and after it. */
export function decimalOf({ type, whole }: Typed): { whole: number; scale: number } | undefined {
  const match = /^DECIMAL\((\d+),\s?(\d+)\)$/u.exec(type);
  if (match) return { whole: whole ?? Number(match[1]) - Number(match[2]), scale: Number(match[2]) };
  if (type === 'BIGINT') return { whole: whole ?? 19, scale: 0 };
  return undefined;
}

/**
 * The type into which the values of all go. Decimals keep all their places; where a DECIMAL cannot hold
 * that many, what is cut is far behind the cents.
 */
export function reconciledType(columns: readonly Typed[]): string {
  const types = [...new Set(columns.map(({ type }) => type))];
  const [only = 'VARCHAR'] = types;
  if (types.length <= 1) return only;
  const decimals = columns.map(decimalOf);
  if (decimals.every((each) => each !== undefined))
    return decimalType(Math.max(...decimals.map(({ whole }) => whole)), Math.max(...decimals.map(({ scale }) => scale)));
  if (columns.every((column, at) => decimals[at] !== undefined || column.type === 'DOUBLE')) return 'DOUBLE';
  if (types.every((type) => type === 'DATE' || type === 'TIMESTAMP')) return 'TIMESTAMP';
  return 'VARCHAR';
}
