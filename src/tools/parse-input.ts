import type { z } from 'zod';
import { ToolInputError } from '../core/app-error.ts';
import { MAX_JSON_DEPTH } from '../core/json-depth.ts';
import type { Tool } from './tool.ts';

/** The input as the tool's schema gives it, or `ToolInputError` naming each field, what it got and what it wants. */
export function parseInput<Input>(tool: Tool<Input>, input: unknown): Input {
  refuseWhatIsNoTree(tool.name, input);
  const parsed = tool.input.safeParse(input ?? {}, { reportInput: true });
  if (parsed.success) return parsed.data;
  const problems = parsed.error.issues.slice(0, 5).map((issue) => describeIssue(issue, tool.input));
  throw new ToolInputError(`${tool.name}: ${problems.join('; ')}`);
}

/** Cycles and endless depth would overflow the stack of whatever walks the value after. */
function refuseWhatIsNoTree(tool: string, input: unknown): void {
  const walk = (value: unknown, path: string, depth: number): void => {
    if (typeof value !== 'object' || value === null) return;
    if (depth > MAX_JSON_DEPTH) {
      throw new ToolInputError(
        `${tool}: ${path.slice(0, 80)}… is nested deeper than ${MAX_JSON_DEPTH} levels or refers to itself; pass plain JSON`,
      );
    }
    for (const [key, inner] of Object.entries(value)) walk(inner, path === '' ? key : `${path}.${key}`, depth + 1);
  };
  walk(input, '', 0);
}

function describeIssue(issue: z.core.$ZodIssue, schema: z.ZodType): string {
  const field = issue.path.length === 0 ? 'input' : issue.path.map(String).join('.');
  if (issue.code === 'unrecognized_keys') {
    const known = Object.keys((schema as Partial<z.ZodObject>).shape ?? {});
    return `${issue.keys.map((key) => `"${key}"`).join(', ')} is no field of it; it takes ${known.length > 0 ? known.join(', ') : 'no fields'}`;
  }
  return `${field}: got ${shown(issue.input)}, wants ${wanted(issue)}`;
}

function wanted(issue: z.core.$ZodIssue): string {
  switch (issue.code) {
    case 'invalid_type':
      return aKind(issue.expected === 'record' ? 'object' : issue.expected);
    case 'invalid_union':
      return 'plain JSON (text, finite numbers, true, false, null, lists and objects of these)';
    case 'invalid_value':
      return `one of ${issue.values.map((value) => JSON.stringify(value)).join(', ')}`;
    case 'too_small':
      if (issue.origin === 'string') return issue.minimum === 1 ? 'some text' : `at least ${issue.minimum} characters`;
      return `at least ${issue.minimum}`;
    case 'too_big':
      return issue.origin === 'string' ? `at most ${issue.maximum} characters` : `at most ${issue.maximum}`;
    default:
      return issue.message;
  }
}

function aKind(kind: string): string {
  return `${/^[aeiou]/u.test(kind) ? 'an' : 'a'} ${kind}`;
}

/** A value as a message names it: short, whatever it is. */
export function shown(value: unknown): string {
  if (value === undefined) return 'nothing';
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'an array';
  if (typeof value === 'object') return 'an object';
  if (typeof value === 'string') return value.length > 60 ? `a text of ${value.length} characters` : JSON.stringify(value);
  if (typeof value === 'bigint') return `${value}n`;
  return typeof value === 'number' || typeof value === 'boolean' ? String(value) : `a ${typeof value}`;
}
