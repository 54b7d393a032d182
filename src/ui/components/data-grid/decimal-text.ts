const DECIMAL = /^([+-]?)(\d*)(?:\.(\d*))?(?:[eE]([+-]?\d{1,6}))?$/u;

type Parsed = { negative: boolean; digits: string; exponent: number };

/** Whether the text is a decimal number such as `-12.50` or `1e-7`, and so can be compared by `compareDecimalText`. */
export function isDecimalText(text: string): boolean {
  return parse(text) !== undefined;
}

/**
 * Orders two decimal numbers given as text by their exact value, whatever their length: no digit goes through a double. Text that
 * is no number comes after all numbers.
 */
export function compareDecimalText(left: string, right: string): number {
  const a = parse(left);
  const b = parse(right);
  if (a === undefined || b === undefined) return Number(a === undefined) - Number(b === undefined);
  const zeroA = a.digits === '';
  const zeroB = b.digits === '';
  if (zeroA || zeroB) return zeroA && zeroB ? 0 : zeroA ? (b.negative ? 1 : -1) : a.negative ? -1 : 1;
  if (a.negative !== b.negative) return a.negative ? -1 : 1;
  const magnitude = compareMagnitude(a, b);
  return a.negative ? -magnitude : magnitude;
}

/** `digits` without leading or trailing zeros, read as `0.digits × 10^exponent`; empty for zero. */
function parse(text: string): Parsed | undefined {
  const match = DECIMAL.exec(text);
  if (match === null) return undefined;
  const [, sign = '', whole = '', fraction = '', power = '0'] = match;
  if (whole === '' && fraction === '') return undefined;
  const all = whole + fraction;
  const digits = all.replace(/^0+/u, '');
  const exponent = whole.length + Number(power) - (all.length - digits.length);
  return { negative: sign === '-', digits: digits.replace(/0+$/u, ''), exponent };
}

function compareMagnitude(a: Parsed, b: Parsed): number {
  if (a.exponent !== b.exponent) return a.exponent < b.exponent ? -1 : 1;
  if (a.digits === b.digits) return 0;
  return a.digits < b.digits ? -1 : 1;
}
