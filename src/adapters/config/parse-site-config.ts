import type { z } from 'zod';
import { ToolInputError } from '../../core/app-error.ts';
import { siteConfigSchema, type SiteConfig } from '../../core/config.ts';
import { modelAddressProblem } from '../../core/model-address.ts';

/** The file's name, beside `index.html`. */
export const CONFIG_FILE = 'sandbank.config.json';

/** Problems that are told at once. */
const SHOWN = 5;

/** Reads the file's text. Throws `ToolInputError` that names the file, and of each problem the key's path, its value and the fix. */
export function parseSiteConfig(text: string): SiteConfig {
  const value = fromJson(text.replace(/^\uFEFF/u, ''));
  const parsed = siteConfigSchema.safeParse(value, { reportInput: true });
  const problems = parsed.success ? rulesBroken(parsed.data) : parsed.error.issues.map(described);
  if (parsed.success && problems.length === 0) return parsed.data;
  throw new ToolInputError(`${CONFIG_FILE}: ${problems.slice(0, SHOWN).join('; ')}`);
}

function fromJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new ToolInputError(`${CONFIG_FILE} is no JSON (${reason}). Mend it there; {} is a whole configuration.`, { cause });
  }
}

/** What the schema can't say. */
function rulesBroken({ models }: SiteConfig): string[] {
  const addresses = models.flatMap(({ base_url }, index) => {
    const problem = base_url === undefined ? undefined : modelAddressProblem(base_url, URL.parse(base_url));
    return problem === undefined ? [] : [`models[${index}].base_url: ${problem}`];
  });
  const first = new Map<string, number>();
  const repeated = models.flatMap(({ id }, index) => {
    const before = first.get(id);
    if (before === undefined) first.set(id, index);
    return before === undefined ? [] : [`models[${index}].id: "${id}" is that of models[${before}] too; give each its own`];
  });
  const missing = models.flatMap(({ kind, base_url }, index) =>
    kind === 'openai-compatible' && base_url === undefined
      ? [`models[${index}].base_url: is missing; a model of kind "openai-compatible" needs it ("http://localhost:11434/v1")`]
      : [],
  );
  return [...addresses, ...missing, ...repeated];
}

function described(issue: z.core.$ZodIssue): string {
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
      return 'some text';
    case 'too_big':
      return `at most ${issue.maximum} ${issue.origin === 'array' ? 'entries' : 'characters'}`;
    default:
      return issue.message.replace(/^wants /u, '');
  }
}

/** "models[0].base_url" */
function placeOf(path: readonly PropertyKey[]): string {
  const place = path.map((key) => (typeof key === 'number' ? `[${key}]` : `.${String(key)}`)).join('');
  return place === '' ? 'the whole' : place.replace(/^\./u, '');
}

function shown(value: unknown): string {
  if (value === undefined) return 'nothing';
  const text = JSON.stringify(value);
  return text.length > 80 ? `${text.slice(0, 80)}…` : text;
}
