const MAX_DIGITS = 38;
/** Digits left free before the point, so that a sum over many lines fits too. */
const HEADROOM = 8;

type Typed = { type: string; whole?: number };

/** The digits of an exact number's type: before the point, where the file is known else as many as may be, and after it. */
export function decimalOf({ type, whole }: Typed): { whole: number; scale: number } | undefined {
  const match = /^DECIMAL\((\d+),\s?(\d+)\)$/u.exec(type);
  if (match) return { whole: whole ?? Number(match[1]) - Number(match[2]), scale: Number(match[2]) };
  if (type === 'BIGINT') return { whole: whole ?? 19, scale: 0 };
  return undefined;
}

/**
 * The type into which the values of all go. Decimals keep all their places, unless so many that no digits before the point are left;
 * what is then cut is far behind the cents.
 */
export function reconciledType(columns: readonly Typed[]): string {
  const types = [...new Set(columns.map(({ type }) => type))];
  const [only = 'VARCHAR'] = types;
  if (types.length <= 1) return only;
  const decimals = columns.map(decimalOf);
  if (decimals.every((each) => each !== undefined)) {
    const scale = Math.max(...decimals.map((each) => each.scale));
    const whole = Math.max(...columns.map((column) => Math.min(decimalOf(column)?.whole ?? 0, MAX_DIGITS - HEADROOM)));
    const room = Math.max(columns.every((column) => column.whole !== undefined) ? MAX_DIGITS - HEADROOM - whole : 20, 2);
    return `DECIMAL(38,${Math.min(scale, room)})`;
  }
  if (columns.every((column, at) => decimals[at] !== undefined || column.type === 'DOUBLE')) return 'DOUBLE';
  if (types.every((type) => type === 'DATE' || type === 'TIMESTAMP')) return 'TIMESTAMP';
  return 'VARCHAR';
}
