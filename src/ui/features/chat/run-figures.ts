import type { MessagePart } from '../../../core/conversation.ts';

/** The figures that runs answered with, by what they are worth: for each the run that had it last. */
export type RunFigures = {
  /** The run that a figure of an answer ("$1,234.50", "12.3") comes from: one that answered with it, or with one that rounds to it. */
  runOf(figure: string): string | undefined;
};

/** Figures shorter than this stand everywhere: counts, places in a list, parts of names. */
const LEAST_DIGITS = 3;

/** A number that is no part of a word, a date, a time, a version or an address. */
const FIGURE = /(?<![\p{L}\p{N}_.,:/#%+-]|[\p{L}\p{N}][-–])-?\d(?:[\d,]*\d)?(?:\.\d+)?(?![\p{L}\p{N}_:/]|[.,-]\d|-\p{L})/gu;

/** Parts of a text: `figure` is true for those that may have come from a run. */
export function figureParts(text: string): { text: string; figure: boolean }[] {
  const parts: { text: string; figure: boolean }[] = [];
  let at = 0;
  for (const { 0: found, index } of text.matchAll(FIGURE)) {
    if (digitsOf(found) < LEAST_DIGITS || !wellGrouped(found)) continue;
    if (index > at) parts.push({ text: text.slice(at, index), figure: false });
    parts.push({ text: found, figure: true });
    at = index + found.length;
  }
  if (at < text.length) parts.push({ text: text.slice(at), figure: false });
  return parts;
}

/** What the runs of an answer said, as the model read it. Undefined where there is none. */
export function runFigures(parts: readonly MessagePart[]): RunFigures | undefined {
  const exact = new Map<string, string>();
  const long: { value: string; run: string }[] = [];
  for (const part of parts) {
    if (part.kind !== 'tool_call' || part.run_id === undefined || part.output === undefined) continue;
    for (const { text, figure } of figureParts(saidIn(part.output))) {
      if (!figure) continue;
      const value = plainOf(text);
      exact.set(value, part.run_id);
      if (value.includes('.')) long.push({ value, run: part.run_id });
    }
  }
  if (exact.size === 0) return undefined;
  const rounded = new Map<number, Map<string, string>>();
  const roundedTo = (decimals: number): Map<string, string> => {
    let known = rounded.get(decimals);
    if (known === undefined) {
      known = new Map(long.flatMap(({ value, run }) => (decimalsOf(value) > decimals ? [[round(value, decimals), run]] : [])));
      rounded.set(decimals, known);
    }
    return known;
  };
  return {
    runOf(figure) {
      const value = plainOf(figure);
      const written = figure.split('.')[1]?.length ?? 0;
      return exact.get(value) ?? roundedTo(written).get(value);
    },
  };
}

/** Without the lines that the page itself writes of a run: its id, how long it took. What is JSON comes apart into its values. */
function saidIn(output: string): string {
  return output
    .replaceAll(/^(?:run_id: .*|language: .*duration_ms: .*|row_count: .*)$/gmu, '')
    .replaceAll(/^(?:\[|result: |json\b).*$/gmu, (line) =>
      line.replaceAll(/"((?:[^"\\]|\\.)*)"|[,:]/gu, (_, within: string | undefined) => ` ${within ?? ''} `),
    );
}

const digitsOf = (figure: string): number => figure.replaceAll(/\D/gu, '').replace(/^0+/u, '').length;

/** Commas stand between groups of three, or there is none. */
const wellGrouped = (figure: string): boolean => !figure.includes(',') || /^-?\d{1,3}(?:,\d{3})+(?:\.\d+)?$/u.test(figure);

/** "1,234.50" as "1234.5". */
function plainOf(figure: string): string {
  const [whole = '', decimals = ''] = figure.replaceAll(',', '').split('.');
  const rest = decimals.replace(/0+$/u, '');
  const short = whole.replace(/^(-?)0+(?=\d)/u, '$1');
  return rest === '' ? short : `${short}.${rest}`;
}

const decimalsOf = (plain: string): number => plain.split('.')[1]?.length ?? 0;

/** A plain figure with fewer decimals, half away from zero. */
function round(plain: string, decimals: number): string {
  const negative = plain.startsWith('-');
  const [whole = '0', rest = ''] = plain.replace('-', '').split('.');
  const scaled = BigInt(whole + rest.slice(0, decimals).padEnd(decimals, '0'));
  const up = (rest[decimals] ?? '0') >= '5' ? 1n : 0n;
  const digits = String(scaled + up).padStart(decimals + 1, '0');
  const cut = digits.length - decimals;
  const text = decimals === 0 ? digits : `${digits.slice(0, cut)}.${digits.slice(cut)}`;
  return plainOf(negative && /[1-9]/u.test(text) ? `-${text}` : text);
}
