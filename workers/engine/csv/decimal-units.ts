const PLACES = 12;
const DECIMAL = /^([+-]?)(\d*)(?:[.,](\d*))?(?:e([+-]?\d{1,3}))?$/iu;

/** A decimal's value in units of 10^-12, what is smaller cut off; 0 for what is no decimal. */
export function decimalUnits(text: string): bigint {
  const match = DECIMAL.exec(withoutGroups(text));
  if (match === null) return 0n;
  const [, sign = '', whole = '', fraction = '', power = '0'] = match;
  const point = whole.length + Number(power) + PLACES;
  const digits = (whole + fraction).slice(0, Math.max(0, point)).padEnd(Math.max(0, point), '0');
  return BigInt(`${sign === '-' ? '-' : ''}${digits === '' ? '0' : digits}`);
}

/** Of two marks or more (`1.234,56`, `1,234,567`) the first parts thousands. */
function withoutGroups(text: string): string {
  const [first, second] = text.match(/[.,]/gu) ?? [];
  return first === undefined || second === undefined ? text : text.replaceAll(first, '');
}
