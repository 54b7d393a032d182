import type { SitePolicy } from '../../core/aws/aws-config.ts';
import { awsServices, awsServiceSchema, type AwsService } from '../../core/aws/aws-service.ts';
import type { AwsObject } from '../../core/aws/aws-value.ts';
import type { AwsCall } from '../../core/ports/aws.ts';
import type { ConsentRequest } from '../../core/ports/consent.ts';
import { QueryError } from '../../core/app-error.ts';
import { nearWords } from '../../core/near-words.ts';
import { refuseLongSql } from '../query.ts';
import { toAwsInput } from '../../protocol/aws-wire.ts';
import { athenaStatement, type AthenaStatement } from './athena-statement.ts';
import type { AwsPolicy, MemberRule, OperationPolicy } from './aws-policy.ts';
import { filledIn } from './filled-in.ts';
import { foreignPlace, keyInside } from './foreign-values.ts';
import { textAt, valuesAt, withoutMembers, wrongMember } from './input-members.ts';
import { brokenRule, refusedCatalog } from './member-rules.ts';
import { refusedFunction } from './named-targets.ts';
import { refusedLocation } from './object-rules.ts';
import type { PolicyContext } from './policy-context.ts';

/** A call as it came. `region` is the one that the code named, if any. */
export type WantedCall = { service: string; operation: string; region?: string; input: AwsObject };

/**
 * `notes` say what was put into the call that the code had left out, each a sentence without its full stop.
 * "ask": the person decides; `kind` names what they allow where they allow it for all of a run. "refuse": `reason` is a sentence that
 * names the rule and who can change it.
 */
export type Decision =
  | ({ decision: 'allow' } & MadeCall)
  | ({ decision: 'ask'; kind: string; request: Omit<ConsentRequest, 'origin'> } & MadeCall)
  | { decision: 'refuse'; reason: string };

type MadeCall = { call: AwsCall; policy: OperationPolicy; notes: string[] };

/** Rules that say all of a text; the others are looked through for ARNs and addresses besides. */
const WHOLE: readonly MemberRule[] = [
  'value',
  'statement',
  'sql values',
  'output location',
  'bucket',
  'key',
  'prefix',
  'function',
  'topic',
];
const SQL: readonly MemberRule[] = ['statement', 'sql values'];

/** Whether a call may be made: by the policy, within the account, region, workgroups and buckets that the site is bound to. */
export function decide(policy: AwsPolicy, context: PolicyContext, wanted: WantedCall): Decision {
  const { service, operation, region } = wanted;
  const known = awsServiceSchema.safeParse(service).data;
  if (known === undefined) return refuse(`The service "${shown(service)}" is not let through. ${near(service, awsServices)}`);
  const { operations, regions } = policy[known];
  const operationPolicy = Object.hasOwn(operations, operation) ? operations[operation] : undefined;
  if (operationPolicy === undefined)
    return refuse(`${known}:${shown(operation)} is not let through. ${near(operation, Object.keys(operations))}`);
  const { input, notes } = filledIn(wanted.input, operationPolicy, context);
  const reason =
    deniedBySite(known, operation, context.site) ??
    wrongRegion(known, region, regions, context) ??
    wrongMember(input, operationPolicy) ??
    brokenRules(operationPolicy.members, input, context) ??
    foreignInput(operationPolicy, input, context);
  if (reason !== undefined) return refuse(`${known}:${operation}: ${reason}.`);
  const made: MadeCall = { call: { service: known, operation, input }, policy: operationPolicy, notes };
  const { effect } = operationPolicy;
  if (effect === 'query') return decideStatement(made, context);
  if (effect === 'invoke' || effect === 'publish') return askToSend(made);
  return { decision: 'allow', ...made };
}

/** Why members break their rules; of an answer too, whose members are held the same way. */
export function brokenRules(members: OperationPolicy['members'], input: AwsObject, context: PolicyContext): string | undefined {
  for (const { at, rule, absent } of members) {
    const values = valuesAt(input, at);
    if (values.length === 0 && absent === null) return `${at} must be given`;
    if (values.length === 0 && absent !== undefined) values.push(absent);
    for (const value of values) {
      const broken = brokenRule(rule, { at, value, input, context });
      if (broken !== undefined) return broken;
    }
  }
  return undefined;
}

function foreignInput({ members }: OperationPolicy, input: AwsObject, context: PolicyContext): string | undefined {
  const under = (rules: readonly MemberRule[]): string[] =>
    members.filter(({ rule }) => rules.includes(rule)).map(({ at }) => at);
  return keyInside(withoutMembers(input, under(SQL))) ?? foreignPlace(withoutMembers(input, under(WHOLE)), context);
}

function deniedBySite(service: AwsService, operation: string, { deny }: SitePolicy): string | undefined {
  const name = `${service}:${operation}`.toLowerCase();
  const rule = deny.find((entry) => [name, `${service}:*`].includes(entry.toLowerCase()));
  return (
    rule &&
    `the site's policy takes it away (policy.deny: "${rule}" in sandbank.config.json); whoever hosts the page can change that`
  );
}

function wrongRegion(
  service: AwsService,
  region: string | undefined,
  more: readonly string[],
  { config }: PolicyContext,
): string | undefined {
  if (region === undefined || region === '' || region === config.region || more.includes(region)) return undefined;
  const others = more.filter((each) => each !== 'aws-global' && each !== config.region);
  const also = others.length === 0 ? '' : `, for ${service} also ${others.join(' or ')}`;
  return `the region "${shown(region)}" is not the site's; calls go to ${config.region}${also}, which whoever hosts the page sets as aws.region in sandbank.config.json`;
}

/** The statement decides whether a query only reads, and where it reaches. */
function decideStatement(made: MadeCall, context: PolicyContext): Decision {
  const { call } = made;
  const sql = textAt(call.input, 'QueryString') ?? '';
  let statement: AthenaStatement;
  try {
    refuseLongSql(sql);
    statement = athenaStatement(sql);
  } catch (error) {
    if (error instanceof QueryError) return refuse(`The query was not started: ${error.message}.`);
    throw error;
  }
  const outside =
    first(statement.catalogs, (name) => refusedCatalog(name, context)) ??
    first(statement.functions, (name) => refusedFunction(name, undefined, context)) ??
    (statement.reading ? undefined : first(statement.locations, (location) => refusedLocation(location, context)));
  if (outside !== undefined) return refuse(`The query was not started: ${outside}.`);
  if (statement.reading) return { decision: 'allow', ...made };
  if (context.site.athena_writes === 'refuse') {
    return refuse(
      `${statement.keyword || 'This'} does more than read, and the site refuses that (policy.athena_writes in sandbank.config.json, which whoever hosts the page can change). ` +
        'Use SELECT, WITH … SELECT, VALUES, SHOW, DESCRIBE or EXPLAIN.',
    );
  }
  return { decision: 'ask', ...made, kind: 'athena write', request: question(statement, call, sql) };
}

function question(statement: AthenaStatement, { input }: AwsCall, sql: string): Omit<ConsentRequest, 'origin'> {
  const { keyword, target, functions, locations } = statement;
  const does = keyword === 'SELECT' ? 'It hands a text to a connector, which may do more than read with it.' : undefined;
  const what = target === undefined ? keyword : `${keyword} ${target}`;
  return {
    title: 'Let this statement run in Athena?',
    lines: [
      does ?? `It does more than read: ${what}.`,
      ...functions.map((name) => `It invokes the function ${name}.`),
      ...locations.map((location) => `It names the place ${location}.`),
      `It runs in the workgroup ${textAt(input, 'WorkGroup') ?? 'primary'}. What it changes stays changed.`,
    ],
    code: { language: 'sql', text: sql },
  };
}

/** Characters of what would be sent that the person is shown. */
const MOST_SHOWN = 20_000;

/** What the site names may be called, and each that is called sends data of the run to it: the person sees which, and what. */
function askToSend(made: MadeCall): Decision {
  const { call, policy } = made;
  const { service, operation, input } = call;
  const isFunction = policy.effect === 'invoke';
  const target = textAt(input, isFunction ? 'FunctionName' : 'TopicArn') ?? '';
  const text = isFunction ? payloadText(input) : toAwsInput(withoutMembers(input, ['TopicArn']));
  const rest = text.length - MOST_SHOWN;
  return {
    decision: 'ask',
    ...made,
    kind: `${service}:${operation} ${target}`,
    request: {
      title: isFunction ? 'Let this Lambda function be invoked?' : 'Let this be published to an SNS topic?',
      lines: [
        isFunction ? `It invokes ${target}, which does what it is made for.` : `It sends a message to all who follow ${target}.`,
        rest > 0 ? `It sends what is below, and ${rest} characters more.` : 'It sends what is below.',
      ],
      code: { language: 'json', text: text.slice(0, MOST_SHOWN) },
    },
  };
}

function payloadText(input: AwsObject): string {
  const [payload = ''] = valuesAt(input, 'Payload');
  return ArrayBuffer.isView(payload) ? new TextDecoder().decode(payload) : toAwsInput(payload);
}

function first(names: readonly string[], find: (name: string) => string | undefined): string | undefined {
  for (const name of names) {
    const found = find(name);
    if (found !== undefined) return found;
  }
  return undefined;
}

const refuse = (reason: string): Decision => ({ decision: 'refuse', reason });

const shown = (text: string): string => text.slice(0, 60);

function near(wanted: string, names: readonly string[]): string {
  const found = nearWords(wanted, names);
  if (found.length > 0) return `Did you mean ${found.join(' or ')}?`;
  return names.length > 8 ? 'The page only reads, and only what its policy lists.' : `What may be asked: ${names.join(', ')}.`;
}
