import { defineHidden } from './define.ts';
import { compareText } from './collation.ts';
import { host, parseJson, wire, writeJson } from './host.ts';

type Locales = string | readonly string[] | undefined;
type Settings = Record<string, unknown>;

const DEFAULT_LOCALE = 'en-US';

/** Calls a method of the worker's own `Intl` object of this kind and settings. */
function call(kind: string, settings: string, method: string, ...input: unknown[]): unknown {
  return parseJson(host.intl(kind, settings, method, wire(writeJson(input))));
}

function settingsText(kind: string, locales: Locales, options: Settings | undefined): string {
  const utc = kind === 'DateTimeFormat' && options?.['timeZone'] === undefined ? { timeZone: 'UTC' } : {};
  const settings = writeJson([locales ?? DEFAULT_LOCALE, { ...options, ...utc }]);
  // Wrong settings are an error where they are given, not where they are used.
  host.intl(kind, wire(settings), 'resolvedOptions', '[]');
  return wire(settings);
}

/** A number as it crosses: JSON has no big integers, NaN, infinities or minus zero. */
function numeric(value: unknown): unknown {
  if (typeof value === 'bigint') return value.toString();
  const number = typeof value === 'string' ? value : Number(value);
  return typeof number === 'number' && (!Number.isFinite(number) || Object.is(number, -0))
    ? { special: Object.is(number, -0) ? '-0' : String(number) }
    : number;
}

function time(value: unknown): number {
  const ms = value === undefined ? Date.now() : Number(value);
  if (!Number.isFinite(ms) || Math.abs(ms) > 8.64e15) throw new RangeError('Invalid time value');
  return ms;
}

/** A class of `Intl`. `convert` makes what its methods take ready to cross. */
function intlClass(kind: string, methods: string[], convert: (value: unknown) => unknown, bound?: string): unknown {
  const settings = new WeakMap<object, string>();
  const Class = {
    [kind]: function (this: unknown, locales?: Locales, options?: Settings): object {
      const self = Object.create(Class.prototype) as object;
      settings.set(self, settingsText(kind, locales, options));
      return self;
    },
  }[kind] as (() => object) & { prototype: object; supportedLocalesOf?: unknown };
  const settingsOf = (self: object): string => {
    const text = settings.get(self);
    if (text === undefined) throw new TypeError(`Intl.${kind}: called on something else than an Intl.${kind}`);
    return text;
  };
  for (const method of methods) {
    const run = (self: object, ...input: unknown[]): unknown => call(kind, settingsOf(self), method, ...input.map(convert));
    if (method === bound)
      Object.defineProperty(Class.prototype, method, {
        get(this: object) {
          return (...input: unknown[]) => run(this, ...(input.length === 0 ? [undefined] : input));
        },
        configurable: true,
      });
    else
      defineHidden(Class.prototype, method, function (this: object, ...input: unknown[]) {
        return run(this, ...input);
      });
  }
  defineHidden(Class.prototype, 'resolvedOptions', function (this: object) {
    return call(kind, settingsOf(this), 'resolvedOptions');
  });
  defineHidden(Class.prototype, Symbol.toStringTag, `Intl.${kind}`);
  defineHidden(Class, 'supportedLocalesOf', (locales: Locales) =>
    call(kind, writeJson([locales ?? [], {}]), 'supportedLocalesOf', locales ?? []),
  );
  return Class;
}

const plain = (value: unknown): unknown => value;

/** `Intl`, answered by the browser's. Without a locale it is en-US, without a time zone UTC, wherever the page runs. */
export function makeIntl(): object {
  const intl = {
    NumberFormat: intlClass('NumberFormat', ['format', 'formatToParts', 'formatRange'], numeric, 'format'),
    DateTimeFormat: intlClass('DateTimeFormat', ['format', 'formatToParts', 'formatRange'], time, 'format'),
    PluralRules: intlClass('PluralRules', ['select'], numeric),
    RelativeTimeFormat: intlClass('RelativeTimeFormat', ['format', 'formatToParts'], plain),
    ListFormat: intlClass('ListFormat', ['format', 'formatToParts'], (list) => [...(list as Iterable<unknown>)]),
    DisplayNames: intlClass('DisplayNames', ['of'], plain),
    Collator: intlClass('Collator', ['compare'], String, 'compare'),
    getCanonicalLocales: (locales: Locales) => call('getCanonicalLocales', writeJson([locales ?? []]), ''),
    supportedValuesOf: (key: string) => call('supportedValuesOf', writeJson([key]), ''),
  };
  defineHidden(intl, Symbol.toStringTag, 'Intl');
  return intl;
}

/** Gives numbers, dates and texts their locale-aware methods, which the engine has only in part. */
export function installLocaleMethods(): void {
  defineHidden(Number.prototype, 'toLocaleString', function (this: number, locales?: Locales, options?: Settings) {
    return call('NumberFormat', settingsText('NumberFormat', locales, options), 'format', numeric(Number(this)));
  });
  defineHidden(BigInt.prototype, 'toLocaleString', function (this: bigint, locales?: Locales, options?: Settings) {
    return call('NumberFormat', settingsText('NumberFormat', locales, options), 'format', numeric(BigInt(this)));
  });
  for (const [name, date, clock] of [
    ['toLocaleString', true, true],
    ['toLocaleDateString', true, false],
    ['toLocaleTimeString', false, true],
  ] as const)
    defineHidden(Date.prototype, name, function (this: Date, locales?: Locales, options?: Settings) {
      if (Number.isNaN(this.getTime())) return 'Invalid Date';
      return call(
        'DateTimeFormat',
        settingsText('DateTimeFormat', locales, withDefaults(options, date, clock)),
        'format',
        this.getTime(),
      );
    });
  defineHidden(String.prototype, 'localeCompare', function (this: string, other: unknown, locales?: Locales, options?: Settings) {
    const [left, right] = [String(this), String(other)];
    const usual = (locales === undefined || locales === DEFAULT_LOCALE || locales === 'en') && options === undefined;
    return (
      (usual ? compareText(left, right, host) : undefined) ??
      call('Collator', settingsText('Collator', locales, options), 'compare', left, right)
    );
  });
}

const DATE_FIELDS = ['weekday', 'year', 'month', 'day', 'dateStyle'];
const CLOCK_FIELDS = ['dayPeriod', 'hour', 'minute', 'second', 'fractionalSecondDigits', 'timeStyle'];

/** What the date methods show where the options do not say (ECMA-402, CreateDateTimeFormat's "required" and "defaults"). */
function withDefaults(options: Settings | undefined, date: boolean, clock: boolean): Settings {
  const asked = [...(date ? DATE_FIELDS : []), ...(clock ? CLOCK_FIELDS : [])].some((field) => options?.[field] !== undefined);
  if (asked || options?.['dateStyle'] !== undefined || options?.['timeStyle'] !== undefined) return options ?? {};
  return {
    ...options,
    ...(date ? { year: 'numeric', month: 'numeric', day: 'numeric' } : {}),
    ...(clock ? { hour: 'numeric', minute: 'numeric', second: 'numeric' } : {}),
  };
}
