import type { z } from 'zod';

/** Problems that are told at once. */
const SHOWN = 5;

export function toldProblems(problems: readonly string[]): string {
  return problems.slice(0, SHOWN).join('; ');
}

/** What a schema says of a value: the key's path, what stands there and what is wanted. */
export function described(issue: z.core.$ZodIssue): string {
  const place = placeOf(issue.path);
  if (issue.code === 'unrecognized_keys') {
    const names = issue.keys.map((key) => JSON.stringify(key)).join(', ');
    // Not shown: what stands there may be a secret.
    const secret = issue.keys.some((key) => /key|secret|token|password/iu.test(key)) ? ' A key never stands in this file' : '';
    return `${place}: ${names} is no key of it; take it out.${secret}`;
  }
  return `${place}: got ${shown(issue.input)}, wants ${wanted(issue)}`;
}

function wanted(issue: z.core.$ZodIssue): string {
  switch (issue.code) {
    case 'invalid_type':
      return /^[aeiou]/u.test(issue.expected) ? `an ${issue.expected}` : `a ${issue.expected}`;
    case 'invalid_value':
      return `one of ${issue.values.map((value) => JSON.stringify(value)).join(', ')}`;
    case 'too_small':
      if (issue.origin === 'string') return 'some text';
      return issue.origin === 'array' ? `at least ${counted(issue.minimum)}` : `at least ${issue.minimum}`;
    case 'too_big':
      if (issue.origin === 'string') return `at most ${issue.maximum} characters`;
      return issue.origin === 'array' ? `at most ${counted(issue.maximum)}` : `at most ${issue.maximum}`;
    default:
      return issue.message.replace(/^wants /u, '');
  }
}

function counted(entries: number | bigint): string {
  return `${entries} ${Number(entries) === 1 ? 'entry' : 'entries'}`;
}

/** "models[0].base_url" */
function placeOf(path: readonly PropertyKey[]): string {
  const place = path.map((key) => (typeof key === 'number' ? `[${key}]` : `.${String(key)}`)).join('');
  return place === '' ? 'the whole' : place.replace(/^\./u, '');
}

/** As JSON, cut short. */
export function shown(value: unknown): string {
  if (value === undefined) return 'nothing';
  const text = JSON.stringify(value);
  return text.length > 80 ? `${text.slice(0, 80)}…` : text;
}
