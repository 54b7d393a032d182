import type { Cell } from '../../../core/json.ts';
import { cellText, isPlainNumber } from './cell-text.ts';
import { compareDecimalText } from './decimal-text.ts';

export type SortOrder = { column: number; descending: boolean };

const words = new Intl.Collator('en-US', { sensitivity: 'base', numeric: false });

/**
 * The order in which to show rows, as indexes into `rows`. Numbers sort by exact value (a DECIMAL is text here and never becomes a
 * double), and so does a column of text that holds nothing but decimal numbers; other text by the alphabet, NULL last in both directions; equal rows keep their order.
 */
export function sortedIndexes(rows: readonly Cell[][], order: SortOrder | null, numeric: boolean): Uint32Array {
  const indexes = Uint32Array.from(rows.keys());
  if (order === null) return indexes;
  const { column, descending } = order;
  const keys = rows.map((row) => row[column] ?? null);
  const compare =
    numeric || isAllNumbers(keys) ? numberOrder(keys) : textOrder(keys.map((key) => (key === null ? null : cellText(key))));
  const direction = descending ? -1 : 1;
  return indexes.sort((a, b) => {
    const nullA = keys[a] === null;
    const nullB = keys[b] === null;
    if (nullA || nullB) return Number(nullA) - Number(nullB) || a - b;
    return compare(a, b) * direction || a - b;
  });
}

function isAllNumbers(keys: readonly Cell[]): boolean {
  return keys.every((key) => key === null || (typeof key !== 'object' && isPlainNumber(cellText(key))));
}

type Compare = (a: number, b: number) => number;

function numberOrder(keys: Cell[]): Compare {
  if (keys.every((key) => key === null || typeof key === 'number')) {
    const numbers = Float64Array.from(keys, (key) => (typeof key === 'number' ? key : 0));
    return (a, b) => (numbers[a] ?? 0) - (numbers[b] ?? 0);
  }
  const texts = keys.map(cellText);
  const scaled = scaledIntegers(texts);
  if (scaled === undefined) return (a, b) => compareDecimalText(texts[a] ?? '', texts[b] ?? '');
  return (a, b) => {
    const left = scaled[a] ?? 0n;
    const right = scaled[b] ?? 0n;
    return left < right ? -1 : left > right ? 1 : 0;
  };
}

/** Every number as an integer of one scale, so that a hundred thousand of them compare quickly; undefined where one has an exponent. */
function scaledIntegers(texts: string[]): bigint[] | undefined {
  let scale = 0;
  for (const text of texts) {
    if (text !== '' && !/^-?\d+(?:\.\d*)?$/u.test(text)) return undefined;
    const point = text.indexOf('.');
    if (point !== -1) scale = Math.max(scale, text.length - point - 1);
  }
  if (scale > 100) return undefined;
  return texts.map((text) => {
    const [whole = '', fraction = ''] = text.split('.');
    return text === '' ? 0n : BigInt(whole + fraction.padEnd(scale, '0'));
  });
}

function textOrder(texts: (string | null)[]): Compare {
  return (a, b) => {
    const left = texts[a] ?? '';
    const right = texts[b] ?? '';
    return words.compare(left, right) || (left < right ? -1 : left > right ? 1 : 0);
  };
}
