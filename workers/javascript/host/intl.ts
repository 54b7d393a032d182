type Formatter = Record<string, (...input: unknown[]) => unknown>;

const KINDS = [
  'NumberFormat',
  'DateTimeFormat',
  'PluralRules',
  'RelativeTimeFormat',
  'ListFormat',
  'DisplayNames',
  'Collator',
] as const;
const METHODS = ['format', 'formatToParts', 'formatRange', 'resolvedOptions', 'select', 'of', 'compare', 'supportedLocalesOf'];
const MAX_CACHED = 200;
const FIRST_PRINTABLE = 0x20;
const PRINTABLE = 95;

const formatters = new Map<string, Formatter>();

/**
 * Calls a method of one of the browser's own `Intl` objects. All is JSON: `settings` is [locales, options], `input` the arguments.
 * Throws what `Intl` throws.
 */
export function callIntl(kind: string, settings: string, method: string, input: string): string {
  const [first, options] = JSON.parse(settings) as [string | string[], object];
  if (kind === 'getCanonicalLocales') return JSON.stringify(Intl.getCanonicalLocales(first));
  if (kind === 'supportedValuesOf')
    return JSON.stringify(Intl.supportedValuesOf(first as Parameters<typeof Intl.supportedValuesOf>[0]));
  if (kind === 'asciiOrder') return JSON.stringify(asciiOrder());
  const known = KINDS.find((each) => each === kind);
  if (known === undefined || !METHODS.includes(method)) throw new TypeError(`Intl.${kind} has no ${method} here`);
  const args = (JSON.parse(input) as unknown[]).map(argument);
  if (method === 'supportedLocalesOf')
    return JSON.stringify(
      (Intl[known] as { supportedLocalesOf(locales: string | string[]): string[] }).supportedLocalesOf(first),
    );
  const formatter = formatterOf(known, settings, first, options);
  return JSON.stringify(formatter[method]?.(...args));
}

function formatterOf(kind: (typeof KINDS)[number], settings: string, locales: string | string[], options: object): Formatter {
  const key = kind + settings;
  const cached = formatters.get(key);
  if (cached !== undefined) return cached;
  const Class = Intl[kind] as unknown as new (locales: string | string[], options: object) => Formatter;
  const formatter = new Class(locales, options);
  if (formatters.size >= MAX_CACHED) formatters.clear();
  formatters.set(key, formatter);
  return formatter;
}

/** A number that JSON does not have comes as `{ special }`. */
function argument(value: unknown): unknown {
  return typeof value === 'object' && value !== null && 'special' in value ? Number(value.special) : value;
}

/**
 * Places of the printable ASCII characters in English order: `first` by what they are (both cases of a letter are one), `last` by
 * case too.
 */
function asciiOrder(): { first: number[]; last: number[] } {
  const characters = Array.from({ length: PRINTABLE }, (_, at) => String.fromCharCode(FIRST_PRINTABLE + at));
  const places = (sensitivity: 'base' | 'variant'): number[] => {
    const { compare } = new Intl.Collator('en-US', { sensitivity });
    const sorted = characters.toSorted(compare);
    return characters.map((character) => sorted.findIndex((other) => compare(other, character) === 0));
  };
  return { first: places('base'), last: places('variant') };
}
