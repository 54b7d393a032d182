/** A number of JavaScript as Java's `Double.toString` writes it: `1.0`, `1.5E-7`, `1.0E20`, `Infinity`. */
export function javaDouble(value: number): string {
  if (!Number.isFinite(value)) return String(value);
  const size = Math.abs(value);
  if (value === 0) return Object.is(value, -0) ? '-0.0' : '0.0';
  if (size >= 1e-3 && size < 1e7) {
    const text = String(value);
    return text.includes('.') ? text : `${text}.0`;
  }
  const [digits = '', exponent = '0'] = value.toExponential().split('e');
  return `${digits.includes('.') ? digits : `${digits}.0`}E${Number(exponent)}`;
}

/** What DuckDB writes for a double, read again. */
export function readDouble(text: string): number {
  if (text === 'inf') return Infinity;
  if (text === '-inf') return -Infinity;
  return text.endsWith('nan') ? NaN : Number(text);
}

/** `digits` × 10^-`scale`, exact. Reads `-12.50`, `1e-7`. */
export type Decimal = { digits: bigint; scale: number };

/** Undefined for a text that is no number. */
export function readDecimal(text: string): Decimal | undefined {
  const match = /^\s*([+-]?)(\d*)(?:\.(\d*))?(?:[eE]([+-]?\d{1,4}))?\s*$/u.exec(text);
  if (!match) return undefined;
  const [, sign = '', whole = '', fraction = '', exponent = '0'] = match;
  if (whole === '' && fraction === '') return undefined;
  const digits = BigInt(`${whole}${fraction}`);
  return { digits: sign === '-' ? -digits : digits, scale: fraction.length - Number(exponent) };
}

/** The same value with so many digits behind the point, rounded half away from zero, or cut. */
export function atScale({ digits, scale }: Decimal, wanted: number, mode: 'round' | 'truncate' = 'round'): bigint {
  if (wanted >= scale) return digits * 10n ** BigInt(wanted - scale);
  const unit = 10n ** BigInt(scale - wanted);
  const negative = digits < 0n;
  const size = negative ? -digits : digits;
  const rounded = (size + (mode === 'round' ? unit / 2n : 0n)) / unit;
  return negative ? -rounded : rounded;
}

/** `-12.50` of the digits -1250 with two behind the point. */
export function plainText(digits: bigint, scale: number): string {
  if (scale <= 0) return (digits * 10n ** BigInt(-scale)).toString();
  const text = (digits < 0n ? -digits : digits).toString().padStart(scale + 1, '0');
  return `${digits < 0n ? '-' : ''}${text.slice(0, -scale)}.${text.slice(-scale)}`;
}
