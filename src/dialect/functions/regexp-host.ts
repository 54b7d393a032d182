import type { HostFunction } from '../host-functions.ts';
import { cached, failed, failedText, listText } from './host-call.ts';
import { PatternError } from './regexp-cursor.ts';
import { readPattern, type Pattern } from './regexp-syntax.ts';

/** A pattern ready to use, or what is wrong with it. */
type Compiled = { pattern: Pattern; once: RegExp; all: RegExp };

export const compile = cached((text: string): Compiled | string => {
  try {
    const pattern = readPattern(text);
    return { pattern, once: new RegExp(pattern.source, pattern.flags), all: new RegExp(pattern.source, `${pattern.flags}g`) };
  } catch (error) {
    if (error instanceof PatternError || error instanceof SyntaxError) return `Invalid pattern ${text}: ${error.message}`;
    throw error;
  }
});

type Run = (compiled: Compiled, text: string, ...more: string[]) => string | null;

/** A host function of a text, a pattern and more; NULL where one of them is. */
function regexp(name: string, fail: (message: string) => string, apply: Run): HostFunction {
  return {
    name,
    run: (text = null, pattern = null, ...more) => {
      if (text === null || pattern === null || more.includes(null)) return null;
      const compiled = compile(pattern);
      return typeof compiled === 'string' ? fail(compiled) : apply(compiled, text, ...(more as string[]));
    },
  };
}

/**
 * Trino's functions of regular expressions for patterns that RE2 lacks or that differ from row to row. Booleans and numbers are text;
 * lists are text that DuckDB casts. JavaScript's `matchAll` goes on after an empty match as Trino does.
 */
export const REGEXP_HOST_FUNCTIONS: readonly HostFunction[] = [
  regexp('sb_regexp_like', failed, ({ once }, text) => String(once.test(text))),
  regexp('sb_regexp_count', failed, ({ all }, text) => String([...text.matchAll(all)].length)),
  regexp('sb_regexp_extract', failedText, ({ once, pattern }, text, group = '0') => {
    const wrong = wrongGroup(pattern, group);
    if (wrong !== undefined) return failedText(wrong);
    const match = once.exec(text);
    return match && groupOf(match, Number(group));
  }),
  regexp('sb_regexp_extract_all', failed, ({ all, pattern }, text, group = '0') => {
    const wrong = wrongGroup(pattern, group);
    return wrong === undefined ? listText([...text.matchAll(all)].map((match) => groupOf(match, Number(group)))) : failed(wrong);
  }),
  regexp('sb_regexp_split', failed, ({ all }, text) => listText(splitText(all, text))),
  regexp('sb_regexp_position', failed, position),
  regexp('sb_regexp_replace', failedText, ({ all, pattern }, text, replacement = '') => {
    const parts = replacementParts(replacement, pattern);
    if (typeof parts === 'string') return failedText(parts);
    return text.replace(all, (...args) => {
      const groups = args.at(-1) as Record<string, string | undefined> | string;
      const captured = (group: number): string =>
        group === 0 ? String(args[0]) : typeof groups === 'string' ? '' : (groups[`g${group}`] ?? '');
      return parts.map((part) => (typeof part === 'string' ? part : captured(part))).join('');
    });
  }),
];

export function wrongGroup({ groups }: Pattern, group: string): string | undefined {
  if (Number(group) < 0) return 'Group cannot be negative';
  return Number(group) > groups ? `Pattern has ${groups} groups. Cannot access group ${group}` : undefined;
}

function groupOf(match: RegExpMatchArray, group: number): string | null {
  return (group === 0 ? match[0] : match.groups?.[`g${group}`]) ?? null;
}

function splitText(all: RegExp, text: string): string[] {
  const parts: string[] = [];
  let from = 0;
  for (const match of text.matchAll(all)) {
    parts.push(text.slice(from, match.index));
    from = match.index + match[0].length;
  }
  return [...parts, text.slice(from)];
}

function position({ all }: Compiled, text: string, start = '1', occurrence = '1'): string {
  if (Number(start) < 1) return failed('start position cannot be smaller than 1');
  if (Number(occurrence) < 1) return failed('occurrence cannot be smaller than 1');
  const chars = Array.from(text);
  if (Number(start) > chars.length) return '-1';
  all.lastIndex = chars.slice(0, Number(start) - 1).join('').length;
  const match = [...text.matchAll(all)][Number(occurrence) - 1];
  all.lastIndex = 0;
  return match === undefined ? '-1' : String(Array.from(text.slice(0, match.index)).length + 1);
}

/** A replacement as texts and numbers of groups (`$1`, `${name}`, `\$`), or what is wrong with it. */
export function replacementParts(replacement: string, { groups, names }: Pattern): (string | number)[] | string {
  const parts: (string | number)[] = [];
  const illegal = `Illegal replacement sequence: ${replacement}`;
  for (let at = 0; at < replacement.length; at++) {
    const char = replacement[at] ?? '';
    if (char === '\\') {
      at++;
      if (at === replacement.length) return illegal;
      parts.push(replacement[at] ?? '');
    } else if (char === '$') {
      const named = /^\{([^}]*)\}/u.exec(replacement.slice(at + 1));
      const group = named ? names.get(named[1] ?? '') : groupNumber(replacement.slice(at + 1), groups);
      if (group === undefined) return named ? `Illegal replacement sequence: unknown group { ${named[1]} }` : illegal;
      if (group > groups) return `Illegal replacement sequence: unknown group ${group}`;
      parts.push(group);
      at += named ? named[0].length : String(group).length;
    } else parts.push(char);
  }
  return parts;
}

/** The longest number of a group that there is. */
function groupNumber(text: string, groups: number): number | undefined {
  const digits = /^\d+/u.exec(text)?.[0];
  if (digits === undefined) return undefined;
  let length = 1;
  while (length < digits.length && Number(digits.slice(0, length + 1)) <= groups) length++;
  return Number(digits.slice(0, length));
}
