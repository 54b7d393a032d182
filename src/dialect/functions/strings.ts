import { quoteText, VARCHAR } from '../types.ts';
import { type Args, type CallContext, type FunctionSpec, scalar } from './function-spec.ts';
import { checked, host } from './host-call.ts';
import { bindAll } from '../sql-parts.ts';

/** What `trim(x)` takes away: the characters that Java calls white space. */
const WHITE =
  '\t\n\v\f\r\u001C\u001D\u001E\u001F \u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2008\u2009\u200A\u2028\u2029\u205F\u3000';

const MAX_INTEGER = '2147483647';

/** Source: the string functions page of Trino's documentation. */
export const STRING_FUNCTIONS: readonly FunctionSpec[] = [
  scalar('chr(bigint) -> varchar', ([code], context) =>
    context.once(
      code,
      (value) =>
        `CASE WHEN ${value} < 0 OR ${value} > 1114111 OR ${value} BETWEEN 55296 AND 57343 THEN ${context.fail('Not a valid Unicode code point', VARCHAR)} ELSE chr(CAST(${value} AS INTEGER)) END`,
    ),
  ),
  scalar('codepoint(varchar) -> integer', ([text], context) =>
    context.once(
      text,
      (value) =>
        `CASE WHEN length(${value}) <> 1 THEN ${context.fail('Input string must be a single character string', context.result)} ELSE unicode(${value}) END`,
    ),
  ),
  scalar('concat(varchar...) -> varchar', (args, context) => concat(args, context)),
  scalar('concat(varbinary...) -> varbinary', (args, context) => concat(args, context)),
  scalar('concat_ws(varchar, array(varchar)) -> varchar', ([separator, list]) =>
    bindAll([separator, `list_filter(${list}, lambda ws_x: ws_x IS NOT NULL)`], (between, items) => {
      const joined = `list_reduce(${items}, lambda ws_a, ws_b: ws_a || ${between} || ws_b)`;
      return `CASE WHEN ${between} IS NULL THEN NULL WHEN len(${items}) = 0 THEN '' ELSE ${joined} END`;
    }),
  ),
  scalar('concat_ws(varchar, varchar...) -> varchar', (args) => `concat_ws(${args.join(', ')})`),
  scalar('hamming_distance(varchar, varchar) -> bigint', ([left, right]) => `CAST(${host('sb_hamming', left, right)} AS BIGINT)`),
  scalar(
    'levenshtein_distance(varchar, varchar) -> bigint',
    ([left, right]) => `CAST(${host('sb_levenshtein', left, right)} AS BIGINT)`,
  ),
  scalar('length(varchar) -> bigint', ([text]) => `length(${text})`),
  scalar('length(varbinary) -> bigint', ([bytes]) => `octet_length(${bytes})`),
  scalar('lower(varchar) -> varchar', ([text]) => `lower(${text})`),
  scalar('upper(varchar) -> varchar', ([text]) => `replace(upper(${text}), 'ẞ', 'ß')`),
  scalar('lpad(varchar, bigint, varchar) -> varchar', (args, context) => pad('lpad', args, context)),
  scalar('rpad(varchar, bigint, varchar) -> varchar', (args, context) => pad('rpad', args, context)),
  scalar('ltrim(varchar) -> varchar', ([text]) => `ltrim(${text}, ${quoteText(WHITE)})`),
  scalar('ltrim(varchar, varchar) -> varchar', ([text, characters]) => `ltrim(${text}, ${characters})`),
  scalar('rtrim(varchar) -> varchar', ([text]) => `rtrim(${text}, ${quoteText(WHITE)})`),
  scalar('rtrim(varchar, varchar) -> varchar', ([text, characters]) => `rtrim(${text}, ${characters})`),
  scalar('trim(varchar) -> varchar', ([text], { call }) => `${trimName(call.trim)}(${text}, ${quoteText(WHITE)})`),
  scalar('trim(varchar, varchar) -> varchar', ([text, characters], { call }) => `${trimName(call.trim)}(${text}, ${characters})`),
  scalar('luhn_check(varchar) -> boolean', ([text]) => `CAST(${host('sb_luhn', text)} AS BOOLEAN)`),
  scalar('normalize(varchar) -> varchar', ([text]) => host('sb_normalize', text, "'NFC'")),
  scalar('normalize(varchar, varchar) -> varchar', ([text, form], context) => checked(host('sb_normalize', text, form), context)),
  scalar('position(varchar, varchar) -> bigint', ([needle, text]) => strpos(text, needle)),
  scalar('strpos(varchar, varchar) -> bigint', ([text, needle]) => strpos(text, needle)),
  scalar(
    'strpos(varchar, varchar, bigint) -> bigint',
    ([text, needle, instance]) => `CAST(${host('sb_strpos', text, needle, instance)} AS BIGINT)`,
  ),
  scalar('replace(varchar, varchar) -> varchar', ([text, search]) => `replace(${text}, ${search}, '')`),
  scalar('replace(varchar, varchar, varchar) -> varchar', ([text, search, replacement], context) => {
    const constant = context.constant(1);
    if (constant !== undefined && constant !== '') return `replace(${text}, ${search}, ${replacement})`;
    return host('sb_replace', text, search, replacement);
  }),
  scalar('reverse(varchar) -> varchar', ([text]) => host('sb_reverse', text)),
  scalar('soundex(varchar) -> varchar', ([text], context) => checked(host('sb_soundex', text), context)),
  scalar('starts_with(varchar, varchar) -> boolean', ([text, part]) => `starts_with(${text}, ${part})`),
  scalar('substr(varchar, bigint) -> varchar', substring),
  scalar('substr(varchar, bigint, bigint) -> varchar', substringOf),
  scalar('substring(varchar, bigint) -> varchar', substring),
  scalar('substring(varchar, bigint, bigint) -> varchar', substringOf),
  scalar('translate(varchar, varchar, varchar) -> varchar', ([text, from, to]) => `translate(${text}, ${from}, ${to})`),
  scalar('word_stem(varchar) -> varchar', (_, context) =>
    context.refuse('there is no stemmer; use lower, or a regular expression for the endings'),
  ),
  scalar('word_stem(varchar, varchar) -> varchar', (_, context) =>
    context.refuse('there is no stemmer; use lower, or a regular expression for the endings'),
  ),
  scalar('to_utf8(varchar) -> varbinary', ([text]) => `encode(${text})`),
  scalar('from_utf8(varbinary) -> varchar', ([bytes]) => host('sb_from_utf8', `hex(${bytes})`, "'\uFFFD'")),
  scalar('from_utf8(varbinary, varchar) -> varchar', ([bytes, replacement], context) =>
    checked(host('sb_from_utf8', `hex(${bytes})`, replacement), context),
  ),
];

function concat(args: readonly string[], context: CallContext): string {
  return args.length < 2 ? context.invalid('There must be two or more concatenation arguments') : `(${args.join(' || ')})`;
}

function trimName(side: CallContext['call']['trim']): string {
  return side === 'leading' ? 'ltrim' : side === 'trailing' ? 'rtrim' : 'trim';
}

function strpos(text: string, part: string): string {
  return bindAll(
    [text, part],
    (value, needle) => `CASE WHEN ${needle} = '' AND ${value} IS NOT NULL THEN 1 ELSE instr(${value}, ${needle}) END`,
  );
}

function pad(name: string, [text, length, padding]: Args, context: CallContext): string {
  const [wanted, filler] = [context.constant(1), context.constant(2)];
  const lengthIsRight = wanted !== undefined && Number(wanted) >= 0 && Number(wanted) <= Number(MAX_INTEGER);
  const padded = (value: string, size: string, by: string): string => `${name}(${value}, CAST(${size} AS INTEGER), ${by})`;
  if (lengthIsRight && filler !== undefined && filler !== '') return padded(text, length, padding);
  const range = context.fail(`Target length must be in the range [0..${MAX_INTEGER}]`, VARCHAR);
  const empty = context.fail('Padding string must not be empty', VARCHAR);
  return bindAll(
    [text, whole(length, 1, context), padding],
    (value, size, by) =>
      `CASE WHEN ${size} < 0 OR ${size} > ${MAX_INTEGER} THEN ${range} WHEN ${by} = '' THEN ${empty} ELSE ${padded(value, size, by)} END`,
  );
}

/** A constant stays as it was written, so that it need not be named. */
function whole(sql: string, index: number, { constant }: CallContext): string {
  return constant(index) ?? sql;
}

/** From 1; a negative start counts from the end. Nothing before the beginning, nor at 0. */
function substring([text, start]: Args, context: CallContext): string {
  const from = Number(context.constant(1) ?? 0);
  if (from > 0 && from <= Number(MAX_INTEGER)) return `substring(${text}, ${start})`;
  return bindAll(
    [text, whole(start, 1, context)],
    (value, at) =>
      `CASE WHEN ${at} = 0 OR -(${at}) > length(${value}) THEN left(${value}, 0) ELSE substring(${value}, ${atMost(at)}) END`,
  );
}

function substringOf([text, start, length]: Args, context: CallContext): string {
  const limit = Number(MAX_INTEGER);
  const constantIn = (index: number): boolean =>
    Number(context.constant(index) ?? 0) > 0 && Number(context.constant(index)) <= limit;
  if (constantIn(1) && constantIn(2)) return `substring(${text}, ${start}, ${length})`;
  return bindAll(
    [text, whole(start, 1, context), whole(length, 2, context)],
    (value, at, count) =>
      `CASE WHEN ${count} IS NULL THEN NULL WHEN ${at} = 0 OR ${count} <= 0 OR -(${at}) > length(${value}) THEN left(${value}, 0) ELSE substring(${value}, ${atMost(at)}, ${atMost(count)}) END`,
  );
}

const atMost = (value: string): string => `greatest(-${MAX_INTEGER}, least(${value}, ${MAX_INTEGER}))`;
