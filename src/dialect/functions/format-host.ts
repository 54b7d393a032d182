import type { HostFunction } from '../host-functions.ts';
import { atScale, javaDouble, plainText, readDecimal, readDouble } from './double-digits.ts';
import { cached, failedText } from './host-call.ts';
import { strict } from './string-host.ts';

/** A piece of a format: text as it stands, or how to write an argument. */
type Piece = string | { argument: number; flags: string; width: number; precision: number | undefined; conversion: string };

const SPECIFIER = /%(?:(\d+)\$)?([-#+ 0,(]*)(\d+)?(?:\.(\d+))?([a-zA-Z%])/uy;
/** Conversions that an argument of a kind can have; every kind has %s and %b. */
const CONVERSIONS: Readonly<Record<string, string>> = {
  integer: 'dxXo',
  double: 'fe',
  decimal: 'f',
  text: '',
  boolean: '',
  date: '',
};

/** The pieces of a Java format for arguments of these kinds, or what is wrong with it or not supported. Source: `java.util.Formatter`. */
export function readFormat(format: string, kinds: readonly string[]): Piece[] | string {
  const pieces: Piece[] = [];
  let next = 0;
  for (let at = 0; at < format.length;) {
    const percent = format.indexOf('%', at);
    if (percent < 0) return [...pieces, format.slice(at)];
    pieces.push(format.slice(at, percent));
    SPECIFIER.lastIndex = percent;
    const match = SPECIFIER.exec(format);
    if (!match) return `Invalid format string: ${format}`;
    at = SPECIFIER.lastIndex;
    const [whole, index, flags = '', width, precision, conversion = ''] = match;
    if (conversion === '%' || conversion === 'n') {
      if (whole.length > 2) return `Invalid format string: ${format}`;
      pieces.push(conversion === 'n' ? '\n' : '%');
      continue;
    }
    const argument = index === undefined ? next++ : Number(index) - 1;
    const kind = kinds[argument];
    if (kind === undefined) return `Invalid format string: ${format} (there is no argument for ${whole})`;
    const allowed = `sSb${CONVERSIONS[kind] ?? ''}`;
    if (kind !== 'text' && !allowed.includes(conversion))
      return `${whole} is not supported for argument ${argument + 1}; write %s${kind === 'integer' ? ', %d' : kind === 'text' ? '' : ', %f'}`;
    if (kind === 'text' && !'sSbdfxe'.includes(conversion)) return `${whole} is not supported; write %s`;
    if (/[#(]/u.test(flags) || width?.startsWith('0')) return `the flags of ${whole} are not supported`;
    if (width !== undefined && Number(width) > 10_000) return `the width of ${whole} is too great`;
    if (precision !== undefined && Number(precision) > 1000) return `the precision of ${whole} is too great`;
    pieces.push({
      argument,
      flags,
      width: Number(width ?? 0),
      precision: precision === undefined ? undefined : Number(precision),
      conversion,
    });
  }
  return pieces;
}

const readCached = cached((key: string): Piece[] | string => {
  const [kinds = '', ...format] = key.split('|');
  return readFormat(format.join('|'), kinds.split(','));
});

export const FORMAT_HOST_FUNCTIONS: readonly HostFunction[] = [
  {
    name: 'sb_format',
    run: (format = null, kindList = null, ...values) => {
      if (format === null || kindList === null) return null;
      const pieces = readCached(`${kindList}|${format}`);
      if (typeof pieces === 'string') return failedText(pieces);
      const kinds = kindList.split(',');
      let text = '';
      for (const piece of pieces) {
        if (typeof piece === 'string') {
          text += piece;
          continue;
        }
        const written = writeValue(values[piece.argument] ?? null, kinds[piece.argument] ?? 'text', piece);
        if (written === undefined) return failedText(`Invalid format string: ${format}`);
        text += written;
      }
      return text;
    },
  },
  strict('sb_format_number', formatNumber),
];

type Specifier = Exclude<Piece, string>;

function writeValue(value: string | null, kind: string, piece: Specifier): string | undefined {
  const { flags, width } = piece;
  const signed = value === null ? undefined : numberText(value, kind, piece);
  const text = signed ?? generalText(value, kind, piece);
  if (text === undefined) return undefined;
  const missing = width - Array.from(text).length;
  if (missing <= 0) return text;
  if (flags.includes('-')) return text + ' '.repeat(missing);
  if (!flags.includes('0') || signed === undefined || !/\d/u.test(text)) return ' '.repeat(missing) + text;
  const sign = /^[+ -]?/u.exec(text)?.[0] ?? '';
  return `${sign}${'0'.repeat(missing)}${text.slice(sign.length)}`;
}

function generalText(value: string | null, kind: string, { conversion, precision }: Specifier): string | undefined {
  if (conversion === 'b') return cut(value === null ? 'false' : kind === 'boolean' ? value : 'true', precision);
  const text = value === null ? 'null' : kind === 'double' ? javaDouble(readDouble(value)) : value;
  if (conversion === 's') return cut(text, precision);
  if (conversion === 'S') return cut(text.toUpperCase(), precision);
  return value === null ? 'null' : undefined;
}

const cut = (text: string, precision: number | undefined): string =>
  precision === undefined ? text : Array.from(text).slice(0, precision).join('');

/** The text of %d, %x, %f and %e; undefined for other conversions. */
function numberText(value: string, kind: string, { flags, precision, conversion }: Specifier): string | undefined {
  if (kind === 'integer' && 'xXo'.includes(conversion)) {
    const digits = BigInt.asUintN(64, BigInt(value)).toString(conversion === 'o' ? 8 : 16);
    return conversion === 'X' ? digits.toUpperCase() : digits;
  }
  if (kind === 'integer' && conversion === 'd') return withFlags(value, flags);
  if (kind === 'double' && !Number.isFinite(readDouble(value)) && 'fe'.includes(conversion)) return javaDouble(readDouble(value));
  if ((kind === 'double' || kind === 'decimal') && conversion === 'f') {
    const exact = readDecimal(kind === 'double' ? String(readDouble(value)) : value);
    const places = precision ?? 6;
    return exact && withFlags(negativeZero(plainText(atScale(exact, places), places), value), flags);
  }
  if (kind === 'double' && conversion === 'e') return withFlags(exponential(readDouble(value), precision ?? 6), flags);
  return undefined;
}

/** What is rounded to zero keeps its sign, as in Java. */
function negativeZero(text: string, value: string): string {
  return value.startsWith('-') && !text.startsWith('-') ? `-${text}` : text;
}

function exponential(value: number, places: number): string {
  const [digits = '', exponent = '0'] = value.toExponential().split('e');
  const exact = readDecimal(digits);
  if (exact === undefined) return String(value);
  const rounded = plainText(atScale(exact, places), places);
  const carried = /^-?10(?:\.|$)/u.test(rounded);
  const power = Number(exponent) + (carried ? 1 : 0);
  const mantissa = carried ? rounded.replace('10', '1').slice(0, rounded.length - 1) : rounded;
  return `${mantissa}e${power < 0 ? '-' : '+'}${String(Math.abs(power)).padStart(2, '0')}`;
}

function withFlags(text: string, flags: string): string {
  const [whole = '', fraction] = text.split('.');
  const grouped = flags.includes(',') ? whole.replace(/\B(?=(?:\d{3})+$)/gu, ',') : whole;
  const sign = text.startsWith('-') ? '' : flags.includes('+') ? '+' : flags.includes(' ') ? ' ' : '';
  return `${sign}${grouped}${fraction === undefined ? '' : `.${fraction}`}`;
}

const UNITS = ['', 'K', 'M', 'B', 'T', 'Q'];

/** `1.23M`: three significant digits and a unit. A negative number has two decimals at any size, as in Trino. */
function formatNumber(value = '0'): string {
  let number = Number(value);
  let unit = 0;
  while (Math.abs(number) >= 1000 && unit < UNITS.length - 1) {
    number /= 1000;
    unit++;
  }
  const places = number < 10 ? 2 : number < 100 ? 1 : 0;
  const text = number.toFixed(places);
  return `${text.includes('.') ? text.replace(/\.?0+$/u, '') : text}${UNITS[unit]}`;
}
