import type { HostFunction } from '../host-functions.ts';

/**
 * `a / b` of two decimals given as their text, rounded half up (away from zero) to `scale` digits behind the point, as text. Any
 * number of digits. NULL where an argument is; `b` is not zero.
 */
export function divideText(a: string | null, b: string | null, scale: string | null): string | null {
  if (a === null || b === null || scale === null) return null;
  const [top, topScale] = digits(a);
  const [bottom, bottomScale] = digits(b);
  if (bottom === 0n) return null;
  const wanted = Number(scale);
  const shift = wanted - topScale + bottomScale;
  const numerator = shift >= 0 ? top * 10n ** BigInt(shift) : top;
  const denominator = shift >= 0 ? bottom : bottom * 10n ** BigInt(-shift);
  const negative = numerator < 0n !== denominator < 0n;
  const [n, d] = [absolute(numerator), absolute(denominator)];
  return withPoint((2n * n + d) / (2n * d), wanted, negative);
}

function digits(text: string): [value: bigint, scale: number] {
  const point = text.indexOf('.');
  if (point < 0) return [BigInt(text), 0];
  return [BigInt(text.slice(0, point) + text.slice(point + 1)), text.length - point - 1];
}

const absolute = (value: bigint): bigint => (value < 0n ? -value : value);

function withPoint(value: bigint, scale: number, negative: boolean): string {
  const text = value.toString().padStart(scale + 1, '0');
  const sign = negative && value !== 0n ? '-' : '';
  return scale === 0 ? sign + text : `${sign}${text.slice(0, -scale)}.${text.slice(-scale)}`;
}

/** A double as Trino writes it in a varchar: `1.5E0`, `1.0E2`, `0E0`, `Infinity`; given as DuckDB writes it. */
export function doubleText(text: string | null): string | null {
  if (text === null) return null;
  if (/^-?nan$/iu.test(text)) return 'NaN';
  if (/inf/iu.test(text)) return text.startsWith('-') ? '-Infinity' : 'Infinity';
  const value = Number(text);
  if (value === 0) return text.startsWith('-') ? '-0E0' : '0E0';
  const [mantissa = '0', exponent = '0'] = value.toExponential().split('e');
  return `${mantissa.includes('.') ? mantissa : `${mantissa}.0`}E${Number(exponent)}`;
}

export const NUMBER_HOST_FUNCTIONS: readonly HostFunction[] = [
  { name: 'sb_divide', run: (a, b, scale) => divideText(a ?? null, b ?? null, scale ?? null) },
  { name: 'sb_double_text', run: (text) => doubleText(text ?? null) },
];
