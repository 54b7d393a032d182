import { parseJson, type Host } from './host.ts';

/** For each ASCII character its place among all of them, and the place of its letter in either case. */
type Weights = { first: number[]; last: number[] };

const FIRST_PRINTABLE = 0x20;
const LAST_PRINTABLE = 0x7e;
let weights: Weights | undefined;

/**
 * Compares printable ASCII as the browser's collator for English does, without asking it: sorting a hundred thousand names would ask
 * millions of times. Undefined where another character occurs.
 */
export function compareText(left: string, right: string, host: Host): number | undefined {
  weights ??= askWeights(host);
  const { first, last } = weights;
  const length = Math.min(left.length, right.length);
  let tie = 0;
  for (let at = 0; at < length; at += 1) {
    const [a, b] = [left.charCodeAt(at), right.charCodeAt(at)];
    const difference = (first[a] ?? Number.NaN) - (first[b] ?? Number.NaN);
    if (Number.isNaN(difference)) return undefined;
    if (difference !== 0) return rest(left, right, at) ? Math.sign(difference) : undefined;
    if (tie === 0 && a !== b) tie = Math.sign((last[a] ?? 0) - (last[b] ?? 0));
  }
  if (!rest(left, right, length)) return undefined;
  return Math.sign(left.length - right.length) || tie;
}

/** A combining mark further on would change what stands before it. */
function rest(left: string, right: string, from: number): boolean {
  return isPrintable(left, from) && isPrintable(right, from);
}

function isPrintable(text: string, from: number): boolean {
  for (let at = from; at < text.length; at += 1) {
    const unit = text.charCodeAt(at);
    if (unit < FIRST_PRINTABLE || unit > LAST_PRINTABLE) return false;
  }
  return true;
}

function askWeights(host: Host): Weights {
  const units = Array.from({ length: LAST_PRINTABLE - FIRST_PRINTABLE + 1 }, (_, at) => at + FIRST_PRINTABLE);
  const order = parseJson(host.intl('asciiOrder', '[]', '', '[]')) as { first: number[]; last: number[] };
  const table = (places: number[]): number[] => {
    const byUnit: number[] = [];
    for (const [at, unit] of units.entries()) byUnit[unit] = places[at] ?? 0;
    return byUnit;
  };
  return { first: table(order.first), last: table(order.last) };
}
