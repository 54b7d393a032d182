import type { HostFunction } from '../host-functions.ts';
import { atScale, plainText, readDecimal } from './double-digits.ts';
import { failed, failedText } from './host-call.ts';
import { strict } from './string-host.ts';

/** Numbers are text. What is exact in Trino is exact here. */
export const MATH_HOST_FUNCTIONS: readonly HostFunction[] = [
  strict('sb_decimal_places', decimalPlaces),
  strict('sb_round_integer', (value, places = '0') =>
    plainText(atScale({ digits: BigInt(value), scale: 0 }, Number(places)), Number(places)),
  ),
  strict('sb_from_base', fromBase),
  strict('sb_to_base', (value, radix) => {
    const base = Number(radix);
    return base >= 2 && base <= 36 ? BigInt(value).toString(base) : failedText('Radix must be between 2 and 36');
  }),
  strict('sb_shift', shift),
  strict('sb_bit_count', bitCount),
];

/** `round(x, n)` and `truncate(x, n)` of a decimal, with as many digits behind the point as it has. */
function decimalPlaces(text = '', places = '0', mode = 'round'): string | null {
  const value = readDecimal(text);
  if (value === undefined) return null;
  const wanted = Math.max(-40, Math.min(Number(places), value.scale));
  const digits = atScale(value, wanted, mode === 'truncate' ? 'truncate' : 'round');
  return plainText(digits * 10n ** BigInt(value.scale - wanted), value.scale);
}

function fromBase(text = '', radix = '10'): string {
  const base = Number(radix);
  if (base < 2 || base > 36) return failed('Radix must be between 2 and 36');
  const digits = text.replace(/^[+-]/u, '');
  const value = Array.from(digits).reduce<bigint | undefined>((total, digit) => {
    const next = /^[\da-z]$/iu.test(digit) ? parseInt(digit, 36) : 99;
    return total === undefined || next >= base ? undefined : total * BigInt(base) + BigInt(next);
  }, 0n);
  const signed = value === undefined || digits === '' ? undefined : text.startsWith('-') ? -value : value;
  if (signed === undefined || BigInt.asIntN(64, signed) !== signed) return failed(`Not a valid base-${base} number: ${text}`);
  return signed.toString();
}

function shift(name = '', value = '0', by = '0', bits = '64'): string {
  const width = Number(bits);
  const count = BigInt(by) >= BigInt(width) ? width : Number(BigInt.asUintN(6, BigInt(by)));
  const number = BigInt(value);
  if (name === 'bitwise_left_shift') return BigInt.asIntN(width, number << BigInt(count)).toString();
  if (name === 'bitwise_right_shift') return BigInt.asIntN(width, BigInt.asUintN(width, number) >> BigInt(count)).toString();
  return (number >> BigInt(count)).toString();
}

function bitCount(value = '0', bits = '64'): string {
  const width = Number(bits);
  if (width < 2 || width > 64) return failed(`Bits specified in bit_count must be between 2 and 64, got ${width}`);
  const number = BigInt(value);
  if (BigInt.asIntN(width, number) !== number)
    return failed(`Number must be representable with the bits specified. ${value} cannot be represented with ${width} bits`);
  return String(BigInt.asUintN(width, number).toString(2).replaceAll('0', '').length);
}
