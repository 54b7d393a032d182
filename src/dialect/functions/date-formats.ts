import { quoteText, timestamp, timestampTz } from '../types.ts';
import { jodaPattern, mysqlPattern, PatternError, type PatternField, type PatternToken } from './date-patterns.ts';
import { type CallContext, type FunctionSpec, scalar } from './function-spec.ts';
import { bind } from '../sql-parts.ts';
import { localTime, makeTz, offsetText, readTz, zoneOffset } from './time-zones.ts';

/** A piece of a formatted time: letters of DuckDB's strftime, or SQL over the TIMESTAMP. */
type Piece = { strftime: string } | { sql: (value: string) => string };

const padded = (sql: string, digits: number) => (digits === 1 ? `CAST(${sql} AS VARCHAR)` : `printf('%0${digits}d', ${sql})`);
const part = (name: string) => (value: string) => `date_part('${name}', ${value})`;

/** How strftime writes a field with so many digits, and the field itself for other numbers of digits. */
const NUMBERS: Record<
  Exclude<PatternField, 'fraction' | 'halfday'>,
  [forms: Record<number, string>, value: (sql: string) => string]
> = {
  century: [{}, (value) => `(${part('year')(value)} // 100)`],
  year: [{ 4: '%Y' }, part('year')],
  weekyear: [{ 4: '%G' }, part('isoyear')],
  month: [{ 1: '%-m', 2: '%m' }, part('month')],
  week: [{ 2: '%V' }, part('week')],
  day: [{ 1: '%-d', 2: '%d' }, part('day')],
  dayOfYear: [{ 1: '%-j', 3: '%j' }, part('dayofyear')],
  weekday: [{}, part('isodow')],
  hour: [{ 1: '%-H', 2: '%H' }, part('hour')],
  hour24: [{}, (value) => `((${part('hour')(value)} + 23) % 24 + 1)`],
  hour11: [{}, (value) => `(${part('hour')(value)} % 12)`],
  hour12: [{ 1: '%-I', 2: '%I' }, (value) => `((${part('hour')(value)} + 11) % 12 + 1)`],
  minute: [{ 1: '%-M', 2: '%M' }, part('minute')],
  second: [{ 1: '%-S', 2: '%S' }, part('second')],
};

const NAMES = { month: ['%b', '%B'], weekday: ['%a', '%A'], halfday: ['%p', '%p'], era: ['AD', 'AD'] } as const;

function pieceOf(token: PatternToken, zoned: string | undefined, context: CallContext): Piece {
  switch (token.token) {
    case 'literal':
      return { strftime: token.text.replaceAll('%', '%%') };
    case 'name':
      return { strftime: NAMES[token.field][token.short ? 0 : 1] };
    case 'twoDigits':
      return token.field === 'year' ? { strftime: '%y' } : { sql: (value) => padded(`${part('isoyear')(value)} % 100`, 2) };
    case 'number': {
      if (token.field === 'fraction') return fraction(token.min);
      if (token.field === 'halfday') return { strftime: '%p' };
      const [forms, value] = NUMBERS[token.field];
      const form = forms[token.min];
      return form === undefined ? { sql: (sql) => padded(value(sql), token.min) } : { strftime: form };
    }
    case 'offset':
    case 'zone': {
      if (zoned === undefined) {
        return context.refuse("a timestamp has no zone: leave Z out, or give one by with_timezone(x, 'UTC')");
      }
      return { sql: () => (token.token === 'zone' ? `${zoned}.z` : offsetText(zoneOffset(zoned), token.colon ? ':' : '')) };
    }
  }
}

/** Trino formats milliseconds: what is finer is written as zeros. */
function fraction(digits: number): Piece {
  if (digits < 3) return { sql: (value) => `left(strftime(${value}, '%g'), ${digits})` };
  return { strftime: `%g${'0'.repeat(digits - 3)}` };
}

/** `value` is a name or text of SQL: a TIMESTAMP. */
function formatted(value: string, pieces: readonly Piece[]): string {
  const merged: Piece[] = [];
  for (const piece of pieces) {
    const last = merged.at(-1);
    if (last && 'strftime' in last && 'strftime' in piece)
      merged[merged.length - 1] = { strftime: last.strftime + piece.strftime };
    else merged.push(piece);
  }
  const [first] = merged;
  if (first === undefined) return `strftime(${value}, '')`;
  const texts = (v: string) =>
    merged.map((piece) => ('sql' in piece ? piece.sql(v) : `strftime(${v}, ${quoteText(piece.strftime)})`));
  return merged.length === 1 && 'strftime' in first ? texts(value).join('') : bind(value, (v) => `(${texts(v).join(' || ')})`);
}

type Read = (format: string) => PatternToken[];

/** Tokens of the format that the second argument is. */
function formatOf(context: CallContext, read: Read): PatternToken[] {
  const format = context.constant(1);
  if (format === undefined) return context.refuse('write the format as a text of its own; choose between formats by CASE');
  try {
    return read(format);
  } catch (error) {
    if (error instanceof PatternError) return context.refuse(error.message);
    throw error;
  }
}

function formats(name: string, read: Read): FunctionSpec[] {
  return [
    scalar(`${name}(timestamp, varchar) -> varchar`, ([value], context) =>
      formatted(
        value,
        formatOf(context, read).map((token) => pieceOf(token, undefined, context)),
      ),
    ),
    scalar(`${name}(timestamp_tz, varchar) -> varchar`, ([value], context) => {
      const tokens = formatOf(context, read);
      return bind(value, (v) =>
        formatted(
          localTime(v),
          tokens.map((token) => pieceOf(token, v, context)),
        ),
      );
    }),
  ];
}

const FIXED_WIDTH: Partial<Record<PatternField, [letters: string, width: number]>> = {
  year: ['%Y', 4],
  month: ['%m', 2],
  day: ['%d', 2],
  hour: ['%H', 2],
  minute: ['%M', 2],
  second: ['%S', 2],
};

/**
 * A format all of whose fields have a width of their own, for DuckDB's strptime, and the length of a text that fills it. Such a text means
 * the same to both; any other goes to the host. A year, month and day must be there: DuckDB takes others for those that miss.
 */
function plainFormat(tokens: readonly PatternToken[]): { format: string; length: number } | undefined {
  let format = '';
  let length = 0;
  const fields = new Set<PatternField>();
  for (const token of tokens) {
    if (token.token === 'literal' && /^[-/:.,T_Z]+$|^ $/u.test(token.text)) {
      format += token.text;
      length += token.text.length;
      continue;
    }
    const fixed = token.token === 'number' && token.min !== 1 ? FIXED_WIDTH[token.field] : undefined;
    if (token.token !== 'number' || !fixed || fields.has(token.field)) return undefined;
    fields.add(token.field);
    format += fixed[0];
    length += fixed[1];
  }
  return fields.has('year') && fields.has('month') && fields.has('day') ? { format, length } : undefined;
}

/** The quick reading of the text `v` as a TIMESTAMP, NULL where it is not for DuckDB; undefined for a format that is not. */
function quickly(v: string, tokens: readonly PatternToken[]): string | undefined {
  const plain = plainFormat(tokens);
  return plain && `CASE WHEN length(${v}) = ${plain.length} THEN try_strptime(${v}, ${quoteText(plain.format)}) END`;
}

const parsed = (v: string, format: string, language: 'mysql' | 'joda') =>
  `sb_parse_date('${language}', CAST(${v} AS VARCHAR), CAST(${format} AS VARCHAR))`;

const PARSERS: readonly FunctionSpec[] = [
  scalar(
    'date_parse(varchar, varchar) -> timestamp',
    ([text, format], context) =>
      bind(text, (v) => {
        const quick = context.constant(1) === undefined ? undefined : quickly(v, formatOf(context, mysqlPattern));
        const host = `make_timestamp(CAST(split_part(${parsed(v, format, 'mysql')}, '|', 1) AS BIGINT))`;
        return quick === undefined ? host : `coalesce(${quick}, ${host})`;
      }),
    () => timestamp(3),
  ),
  scalar(
    'parse_datetime(varchar, varchar) -> timestamp_tz',
    ([text, format], context) =>
      bind(text, (v) => {
        const quick = context.constant(1) === undefined ? undefined : quickly(v, formatOf(context, jodaPattern));
        const host = readTz(parsed(v, format, 'joda'));
        return quick === undefined ? host : `coalesce(${makeTz(quick, "'UTC'")}, ${host})`;
      }),
    () => timestampTz(3),
  ),
];

/** Times as texts: MySQL's letters (`date_format`, `date_parse`) and Joda-Time's (`format_datetime`, `parse_datetime`). */
export const DATE_FORMAT_FUNCTIONS: readonly FunctionSpec[] = [
  ...formats('date_format', mysqlPattern),
  ...formats('format_datetime', jodaPattern),
  ...PARSERS,
];
