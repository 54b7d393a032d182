import type { AwsObject, AwsValue } from '../../core/aws/aws-value.ts';
import { tokenize } from '../../core/sql/lexer.ts';
import type { MemberRule } from './aws-policy.ts';
import { foreignArn } from './foreign-values.ts';
import { textAt } from './input-members.ts';
import { refusedFunction, refusedTopic } from './named-targets.ts';
import { refusedBucket, refusedKey, refusedOutput, refusedPrefix } from './object-rules.ts';
import { workgroupsOf, type PolicyContext } from './policy-context.ts';

/** Why a member's value does not keep to its rule; undefined where it does. */
export type HeldValue = { at: string; value: AwsValue; input: AwsObject; context: PolicyContext };

type Check = (text: string, held: HeldValue) => string | undefined;

const pass = (): undefined => undefined;

/** By rule; each is given a text. "statement" and the ids of queries are looked at elsewhere, "value" is free. */
const checks: Record<Exclude<MemberRule, 'value' | 'sql values'>, Check> = {
  statement: pass,
  query: pass,
  'own query': pass,
  workgroup: (text, { context }) => refusedWorkgroup(text, context),
  catalog: (text, { context }) => refusedCatalog(text, context),
  'output location': (text, { context }) => refusedOutput(text, context),
  account: (text, { at, context }) =>
    context.account_id === text
      ? undefined
      : `${at} "${text.slice(0, 40)}" is not the account that the site is bound to${context.account_id === undefined ? '' : ` (${context.account_id})`}`,
  'glue catalog': (text, { context }) => {
    const account = /^\d{6,}/u.exec(text)?.[0];
    return account === undefined || account === context.account_id
      ? undefined
      : `CatalogId "${text.slice(0, 60)}" is of another account; leave it out for the account's own`;
  },
  bucket: (text, { context }) => refusedBucket(text, context),
  key: (text, { input, context }) => refusedKey(textAt(input, 'Bucket') ?? '', text, context),
  prefix: (text, { input, context }) => refusedPrefix(textAt(input, 'Bucket') ?? '', text, context),
  function: (text, { input, context }) => refusedFunction(text, textAt(input, 'Qualifier'), context),
  topic: (text, { context }) => refusedTopic(text, context),
  expression: (text) =>
    /\bLAMBDA\s*\(/iu.test(text.normalize('NFKC'))
      ? 'Expression calls a Lambda function by LAMBDA(…), which is not let through; ask for the metrics themselves'
      : undefined,
};

export function brokenRule(rule: MemberRule, held: HeldValue): string | undefined {
  const { at, value } = held;
  if (rule === 'value') return undefined;
  if (rule === 'sql values') return wrongParameters(value);
  if (typeof value !== 'string') return `${at} wants text`;
  return checks[rule](value, held);
}

function refusedWorkgroup(name: string, context: PolicyContext): string | undefined {
  const names = workgroupsOf(context);
  if (names.includes(name)) return undefined;
  const which =
    names.length === 0 ? 'The site names none' : `The site lets ${names.map((each) => `"${each}"`).join(' and ')} be used`;
  return `The workgroup "${name.slice(0, 128)}" is not let through. ${which}: name it as WorkGroup, or whoever hosts the page can add it to aws.athena.workgroups in sandbank.config.json`;
}

/** "lambda:name" as a catalog has Athena invoke that function; "glue:arn:…" is the catalog of the account in the ARN. */
export function refusedCatalog(name: string, context: PolicyContext): string | undefined {
  const text = name.trim();
  const lambda = /^lambda:(.*)$/isu.exec(text)?.[1];
  if (lambda !== undefined) return refusedFunction(lambda.trim(), undefined, context);
  const arn = /^(?:glue:)?(arn:.*)$/isu.exec(text)?.[1];
  return arn === undefined ? undefined : foreignArn(arn, context);
}

const MAX_PARAMETERS = 100;
/** Athena's own limit of one. */
const MAX_PARAMETER_LENGTH = 1024;

/** Literals that stand for `?`: one text each, with nothing in it that ends a statement or begins a query. */
function wrongParameters(value: AwsValue): string | undefined {
  if (!Array.isArray(value) || value.length > MAX_PARAMETERS) return `ExecutionParameters wants at most ${MAX_PARAMETERS} texts`;
  for (const [index, text] of value.entries()) {
    if (typeof text !== 'string' || text.length > MAX_PARAMETER_LENGTH)
      return `ExecutionParameters[${index}] wants text of at most ${MAX_PARAMETER_LENGTH} characters`;
    if (!isPlain(text)) return `ExecutionParameters[${index}] is no plain value: give a number, or a text between single quotes`;
  }
  return undefined;
}

function isPlain(text: string): boolean {
  if (/--|\/\*|;/u.test(text.replaceAll(/'(?:[^']|'')*'/gu, ''))) return false;
  try {
    return !tokenize(text).some(({ kind, text: word }) => kind === 'word' && /^(?:select|with|values|table)$/iu.test(word));
  } catch {
    return false;
  }
}
