import { quoteText } from '../types.ts';
import { type CallContext, type FunctionSpec, scalar } from './function-spec.ts';
import { checked, host } from './host-call.ts';
import { compile, replacementParts, wrongGroup } from './regexp-host.ts';
import type { Pattern, Re2 } from './regexp-syntax.ts';
import { bindAll } from '../sql-parts.ts';

/**
 * Patterns in Java's syntax. A constant one that RE2 reads alike is DuckDB's; others are JavaScript's (`sb_regexp_…`). Source: the
 * regular expressions page of Trino's documentation.
 */
export const REGEXP_FUNCTIONS: readonly FunctionSpec[] = [
  scalar('regexp_like(varchar, varchar) -> boolean', ([text, pattern], context) => {
    const finds = constantPattern(context)?.re2?.finds;
    return finds === undefined
      ? `CAST(${host('sb_regexp_like', text, pattern)} AS BOOLEAN)`
      : `regexp_matches(${text}, ${quoteText(finds)})`;
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
  scalar('regexp_count(varchar, varchar) -> bigint', ([text, pattern], context) =>
    withRe2(
      text,
      everyMatch(constantPattern(context)),
      (value, re2) => `CAST(len(regexp_extract_all(${value}, ${re2}, 0)) AS BIGINT)`,
      (value) => `CAST(${host('sb_regexp_count', value, pattern)} AS BIGINT)`,
    ),
  ),
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
    constantPattern(context);
    return `CAST(${host('sb_regexp_split', text, pattern)} AS VARCHAR[])`;
  }),
];

/** The pattern, if it is a constant. One that can't be read refuses the call. */
function constantPattern(context: CallContext): Pattern | undefined {
  const text = context.constant(1);
  if (text === undefined) return undefined;
  const compiled = compile(text);
  return typeof compiled === 'string' ? context.refuse(compiled) : compiled.pattern;
}

/** DuckDB's functions that find every match skip an empty match that touches the one before: no pattern of such matches is RE2's. */
function everyMatch(pattern: Pattern | undefined): Re2 | undefined {
  if (pattern?.re2 === undefined || pattern.edges) return undefined;
  return new RegExp(pattern.source, pattern.flags).test('') ? undefined : pattern.re2;
}

type Build = (text: string, re2: string) => string;

/** The call by RE2 where it is right for the text, else by the host. */
function withRe2(text: string, re2: Re2 | undefined, byRe2: Build, byHost: (text: string) => string): string {
  if (re2 === undefined) return byHost(text);
  const pattern = quoteText(re2.matches);
  if (!re2.hasEnd) return byRe2(text, pattern);
  return bindAll(
    [text],
    (value) => `CASE WHEN ends_with(${value}, chr(10)) THEN ${byHost(value)} ELSE ${byRe2(value, pattern)} END`,
  );
}

function checkGroup(pattern: Pattern | undefined, group: string | undefined, context: CallContext): void {
  const wrong = pattern && group !== undefined ? wrongGroup(pattern, group) : undefined;
  if (wrong !== undefined) context.refuse(wrong);
}

function extract(text: string, pattern: string, group: string, constantGroup: string | undefined, context: CallContext): string {
  const known = constantPattern(context);
  checkGroup(known, constantGroup, context);
  if (known === undefined || constantGroup === undefined)
    return checked(host('sb_regexp_extract', text, pattern, group), context);
  return withRe2(
    text,
    known.re2,
    (value, re2) => `regexp_extract_all(${value}, ${re2}, ${constantGroup})[1]`,
    (value) => host('sb_regexp_extract', value, pattern, group),
  );
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
  return withRe2(
    text,
    constantGroup === undefined ? undefined : everyMatch(known),
    (value, re2) => `regexp_extract_all(${value}, ${re2}, ${constantGroup})`,
    (value) => `CAST(${host('sb_regexp_extract_all', value, pattern, group)} AS VARCHAR[])`,
  );
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
  if (parts === undefined) return checked(host('sb_regexp_replace', text, pattern, replacement), context);
  const rewrite = parts.map((part) => (typeof part === 'number' ? `\\${part}` : part.replace('\\', '\\\\'))).join('');
  return withRe2(
    text,
    parts.every((part) => typeof part === 'string' || part <= 9) ? everyMatch(known) : undefined,
    (value, re2) => `regexp_replace(${value}, ${re2}, ${quoteText(rewrite)}, 'g')`,
    (value) => host('sb_regexp_replace', value, pattern, replacement),
  );
}
