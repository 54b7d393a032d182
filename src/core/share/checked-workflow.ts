import type { z } from 'zod';
import { ShareError } from '../app-error.ts';
import { MAX_JSON_DEPTH, nestsDeeperThan } from '../json-depth.ts';
import type { Json } from '../json.ts';
import { textProblem } from './plain-text.ts';
import { SHARE_FORMAT, sharedWorkflowSchema, type SharedWorkflow } from './shared-workflow.ts';

/** UTF-16 code units of the parameters' schema as JSON: a form of a thousand fields. */
const MOST_PARAMS_SCHEMA = 100_000;

/** As JSON, of all else. */
const MOST_BESIDE_CODE = 300_000;

/**
 * The workflow that `value` is. Throws `ShareError`: "newer_format" for one of a later version, "wrong_content" for what does not fit the
 * schema, and for a text that its reader would not see as it is. Only the code may hold any character: what shows it makes them visible.
 */
export function checkedWorkflow(value: unknown, doing: 'taken' | 'sent' = 'taken'): SharedWorkflow {
  refuseNewer(value);
  refuseMuch(value, doing);
  const parsed = sharedWorkflowSchema.safeParse(value);
  if (!parsed.success) throw wrongContent(issueText(parsed.error.issues[0]), doing);
  const problem = problemOf(parsed.data);
  if (problem !== undefined) throw wrongContent(problem, doing);
  return parsed.data;
}

/** Before a schema looks at each of a million tags, or recurses. */
function refuseMuch(value: unknown, doing: 'taken' | 'sent'): void {
  if (typeof value !== 'object' || value === null) return;
  const text = JSON.stringify({ ...value, code: '' });
  const { length } = text;
  if (length > MOST_BESIDE_CODE)
    throw wrongContent(`beside its code it has ${length} characters; at most ${MOST_BESIDE_CODE} are taken`, doing);
  // A link's document is a level around it.
  if (nestsDeeperThan(text, MAX_JSON_DEPTH - 1)) throw wrongContent(`it nests deeper than ${MAX_JSON_DEPTH} levels`, doing);
}

/** Throws `ShareError` "newer_format" where `value` says that it is of a later format. */
export function refuseNewer(value: unknown): void {
  if (typeof value !== 'object' || value === null || !Object.hasOwn(value, 'format')) return;
  const { format } = value as { format: unknown };
  if (typeof format === 'number' && format > SHARE_FORMAT) throw newerFormat(`format ${format}`);
}

export function newerFormat(what: string): ShareError {
  return new ShareError(
    'newer_format',
    `It was made by a newer Sandbank (${what}; this one reads ${SHARE_FORMAT}). Update Sandbank, or reload the page, then open it again.`,
  );
}

export function wrongContent(problem: string, doing: 'taken' | 'sent' = 'taken'): ShareError {
  return new ShareError('wrong_content', `The workflow cannot be ${doing}: ${problem}.`);
}

function problemOf(workflow: SharedWorkflow): string | undefined {
  const { name, tags, description, changelog, code, capabilities, params_schema } = workflow;
  const told: readonly (readonly [what: string, text: string, lines: boolean])[] = [
    ['name', name, false],
    ...tags.map((tag, index) => [`tag ${index + 1}`, tag, false] as const),
    ['description', description, true],
    ['changelog', changelog ?? '', true],
    ...textsOf(params_schema ?? null),
  ];
  for (const [what, text, lines] of told) {
    const problem = textProblem(text, { lines });
    if (problem !== undefined) return `its ${what} ${problem}`;
  }
  if (name.trim() === '') return 'its name is empty. Give it one';
  if (code.trim() === '') return 'its code is empty';
  if (!code.isWellFormed())
    return 'its code holds half of a surrogate pair. Write that character anew, or as an escape such as \\ud800';
  if (new Set(capabilities).size < capabilities.length) return 'its capabilities name one twice';
  const length = params_schema === undefined ? 0 : JSON.stringify(params_schema).length;
  if (length > MOST_PARAMS_SCHEMA) return `its params_schema has ${length} characters; at most ${MOST_PARAMS_SCHEMA} are taken`;
  return undefined;
}

/** Names and texts of the schema, which a form shows. */
function textsOf(value: Json): (readonly [string, string, boolean])[] {
  if (typeof value === 'string') return [['params_schema', value, true]];
  if (Array.isArray(value)) return value.flatMap(textsOf);
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, each]) => [['params_schema', key, false] as const, ...textsOf(each)]);
}

/** In words of ours: what stands in the workflow is hostile text. */
function issueText(issue: z.core.$ZodIssue | undefined): string {
  const path = (issue?.path ?? []).map((key) => (typeof key === 'number' ? String(key + 1) : shownKey(String(key)))).join(', ');
  const what = path === '' ? 'it' : `its ${path}`;
  switch (issue?.code) {
    case 'unrecognized_keys':
      return `${what} has the member ${shownKey(issue.keys[0] ?? '')}, which is none that this version knows`;
    case 'too_big':
      return `${what} is longer than ${String(issue.maximum)}`;
    case 'too_small':
      return `${what} is empty or less than ${String(issue.minimum)}`;
    case 'invalid_value':
      return `${what} is none of ${issue.values.map((each) => JSON.stringify(each)).join(', ')}`;
    default:
      return `${what} is missing or not of the form that it must have`;
  }
}

const shownKey = (key: string): string =>
  textProblem(key, { lines: false }) === undefined && key.length <= 40 ? key : 'with a long or unseen name';
