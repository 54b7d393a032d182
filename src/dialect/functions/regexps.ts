import { quoteText } from '../types.ts';
import { type CallContext, type FunctionSpec, scalar } from './function-spec.ts';
import { checked, host } from './host-call.ts';
import { compile, replacementParts, wrongGroup } from './regexp-host.ts';
import type { Pattern } from './regexp-syntax.ts';

/**
 * Patterns in Java's syntax. A constant one that RE2 reads alike is DuckDB's; others are JavaScript's (`sb_regexp_…`). Source: the
 * regular expressions page of Trino's documentation.
 */
export const REGEXP_FUNCTIONS: readonly FunctionSpec[] = [
  scalar('regexp_like(varchar, varchar) -> boolean', ([text, pattern], context) => {
    const re2 = constantPattern(context)?.re2;
    return re2 === undefined
      ? `CAST(${host('sb_regexp_like', text, pattern)} AS BOOLEAN)`
      : `regexp_matches(${text}, ${quoteText(re2)})`;
  }),
  scalar('regexp_extract(varchar, varchar) -> varchar', ([text, pattern], context) => extract(text, pattern, '0', '0', context)),
  scalar('regexp_extract(varchar, varchar, bigint) -> varchar', ([text, pattern, group], context) =>
    extract(text, pattern, group, context.constant(2), context),
  ),
  scalar('regexp_extract_all(varchar, varchar) -> array(varchar)', ([text, pattern], context) =>
    extractAll(text, pattern, '0', '0', context),
  ),
  scalar('regexp_extract_all(varchar, varchar, bigint) -> array(varchar)', ([text, pattern, group], context) =>
    extractAll(text, pattern, group, context.constant(2), context),
  ),
  scalar('regexp_count(varchar, varchar) -> bigint', ([text, pattern], context) => {
    const re2 = everyMatch(constantPattern(context));
    return re2 === undefined
      ? `CAST(${host('sb_regexp_count', text, pattern)} AS BIGINT)`
      : `CAST(len(regexp_extract_all(${text}, ${re2}, 0)) AS BIGINT)`;
  }),
  scalar('regexp_position(varchar, varchar) -> integer', ([text, pattern], context) => position(context, text, pattern)),
  scalar('regexp_position(varchar, varchar, bigint) -> integer', ([text, pattern, start], context) =>
    position(context, text, pattern, start),
  ),
  scalar('regexp_position(varchar, varchar, bigint, bigint) -> integer', ([text, pattern, start, occurrence], context) =>
    position(context, text, pattern, start, occurrence),
  ),
  scalar('regexp_replace(varchar, varchar) -> varchar', ([text, pattern], context) => replace(text, pattern, "''", '', context)),
  scalar('regexp_replace(varchar, varchar, varchar) -> varchar', ([text, pattern, replacement], context) =>
    replace(text, pattern, replacement, context.constant(2), context),
  ),
  scalar('regexp_replace(varchar, varchar, function(array(varchar), varchar)) -> varchar', (_, context) =>
    context.refuse('a lambda as the replacement; use groups in a text, such as $1, or upper/lower around regexp_extract'),
  ),
  scalar('regexp_split(varchar, varchar) -> array(varchar)', ([text, pattern], context) => {
    const re2 = everyMatch(constantPattern(context));
    return re2 === undefined
      ? `CAST(${host('sb_regexp_split', text, pattern)} AS VARCHAR[])`
      : `string_split_regex(${text}, ${re2})`;
  }),
];

/** The pattern, if it is a constant. One that can't be read refuses the call. */
function constantPattern(context: CallContext): Pattern | undefined {
  const text = context.constant(1);
  if (text === undefined) return undefined;
  const compiled = compile(text);
  return typeof compiled === 'string' ? context.refuse(compiled) : compiled.pattern;
}

/** The pattern for DuckDB's functions that find every match: they skip an empty match that touches the one before. */
function everyMatch(pattern: Pattern | undefined): string | undefined {
  if (pattern?.re2 === undefined || pattern.re2FindsOnly || pattern.edges) return undefined;
  return new RegExp(pattern.source, pattern.flags).test('') ? undefined : quoteText(pattern.re2);
}

function checkGroup(pattern: Pattern | undefined, group: string | undefined, context: CallContext): void {
  const wrong = pattern && group !== undefined ? wrongGroup(pattern, group) : undefined;
  if (wrong !== undefined) context.refuse(wrong);
}

function extract(text: string, pattern: string, group: string, constantGroup: string | undefined, context: CallContext): string {
  const known = constantPattern(context);
  checkGroup(known, constantGroup, context);
  const re2 = constantGroup === undefined ? undefined : everyMatch(known);
  if (re2 !== undefined) return `regexp_extract_all(${text}, ${re2}, ${constantGroup})[1]`;
  const call = host('sb_regexp_extract', text, pattern, group);
  return known && constantGroup !== undefined ? call : checked(call, context);
}

function extractAll(
  text: string,
  pattern: string,
  group: string,
  constantGroup: string | undefined,
  context: CallContext,
): string {
  const known = constantPattern(context);
  checkGroup(known, constantGroup, context);
  const re2 = constantGroup === undefined ? undefined : everyMatch(known);
  return re2 === undefined
    ? `CAST(${host('sb_regexp_extract_all', text, pattern, group)} AS VARCHAR[])`
    : `regexp_extract_all(${text}, ${re2}, ${constantGroup})`;
}

function position(context: CallContext, ...args: string[]): string {
  constantPattern(context);
  return `CAST(${host('sb_regexp_position', ...args)} AS INTEGER)`;
}

function replace(
  text: string,
  pattern: string,
  replacement: string,
  constantReplacement: string | undefined,
  context: CallContext,
): string {
  const known = constantPattern(context);
  const parts = known && constantReplacement !== undefined ? replacementParts(constantReplacement, known) : undefined;
  if (typeof parts === 'string') context.refuse(parts);
  const re2 = everyMatch(known);
  if (re2 !== undefined && parts !== undefined && parts.every((part) => typeof part === 'string' || part <= 9)) {
    const rewrite = parts.map((part) => (typeof part === 'number' ? `\\${part}` : part.replace('\\', '\\\\'))).join('');
    return `regexp_replace(${text}, ${re2}, ${quoteText(rewrite)}, 'g')`;
  }
  const call = host('sb_regexp_replace', text, pattern, replacement);
  return parts === undefined ? checked(call, context) : call;
}
