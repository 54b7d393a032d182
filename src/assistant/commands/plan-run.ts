import type { JsonObject } from '../../core/json.ts';
import type { WorkflowSummary } from '../../core/workflow.ts';
import { ask, planCall } from './ask-tool.ts';
import type { CommandContext, CommandPlan } from './command-plan.ts';
import { code, plain, short } from './markdown.ts';
import { matchWorkflow, type WorkflowMatch } from './match-workflow.ts';
import { paramValue, propertiesOf } from './param-values.ts';
import { sayRun } from './say-run.ts';
import { pieces } from './words.ts';

const LONGEST_INPUT = 100_000;
const PARAM = /^([\p{L}_][\p{L}\p{M}\p{N}_-]*)=/u;

export const RUN_USAGE = '/run <workflow> [key=value …]';

/** `/run Monthly Cost Report month=2026-10`: the name ends where the first parameter begins, or its quotes do. */
export async function planRunCommand(input: string, context: CommandContext): Promise<CommandPlan> {
  if (input.trim() === '') return { say: `Name the workflow: ${code(RUN_USAGE)}. ${code('/workflows')} lists them.` };
  if (input.length > LONGEST_INPUT) {
    return {
      say: `That is too long for parameters (${input.length.toLocaleString('en-US')} characters): put long values into a file that the workflow reads.`,
    };
  }
  const found = pieces(input);
  const first = found.findIndex(({ text, quoted }) => !quoted && PARAM.test(text));
  const nameParts = first < 0 ? found : found.slice(0, first);
  const rest = first < 0 ? [] : found.slice(first);
  const stray = rest.find(({ text, quoted }) => quoted || !PARAM.test(text));
  if (stray !== undefined) {
    return {
      say: `${code(stray.text)} is no parameter: write ${code('key=value')}, and put a value with blanks in quotes: ${code('key="two words"')}.`,
    };
  }
  const name = nameParts.map(({ text }) => text).join(' ');
  if (name === '') return { say: `Name the workflow before its parameters: ${code(RUN_USAGE)}.` };
  const { workflows } = await ask(context, 'list_workflows', {});
  const match = matchWorkflow(name, workflows);
  if (match.kind !== 'one') return sayNoMatch(name, match);
  const given: [string, string][] = rest.map(({ text }) => {
    const at = text.indexOf('=');
    return [text.slice(0, at), text.slice(at + 1)];
  });
  const twice = given.find(([key], at) => given.findIndex(([other]) => other === key) !== at);
  if (twice !== undefined) return { say: `${code(twice[0])} is given twice: give it once.` };
  return await planRun(match.workflow, given, context, { ask: 'by_switches' });
}

export function sayNoMatch(name: string, match: Exclude<WorkflowMatch, { kind: 'one' }>): CommandPlan {
  const names = match.kind === 'several' ? match.workflows.map((workflow) => workflow.name) : match.near;
  const named = names.slice(0, 5).map((each) => short(each));
  const suggestions = names.slice(0, 3).map((each) => `/run ${each}`);
  if (match.kind === 'several') return { say: `Which one do you mean: ${named.join(', ')}?`, suggestions };
  if (names.length > 0) return { say: `There is no workflow ${code(name)}. Did you mean ${named.join(' or ')}?`, suggestions };
  return { say: `There is no workflow ${code(name)}. ${code('/workflows')} lists those there are.`, suggestions: ['/workflows'] };
}

type HowToRun = { ask: 'always' | 'by_switches'; connection?: string; params?: JsonObject; notes?: string[] };

/** Runs a workflow with parameters as they were written; whether they fit, the tool says. */
export async function planRun(
  { id, name }: WorkflowSummary,
  given: readonly (readonly [string, string])[],
  context: CommandContext,
  how: HowToRun,
): Promise<CommandPlan> {
  const properties = propertiesOf((await ask(context, 'load_workflow', { id })).params_schema);
  // A parameter is written with its own spelling, whatever the person's.
  const keyOf = (key: string): string => Object.keys(properties).find((each) => each.toLowerCase() === key.toLowerCase()) ?? key;
  const named = given.map(([key, value]): [string, string] => [keyOf(key), value]);
  const connection = how.connection ?? named.find(([key]) => key === 'connection' && properties[key] === undefined)?.[1];
  const written = named.filter(([key]) => key !== 'connection' || properties[key] !== undefined);
  const params: JsonObject = {
    ...how.params,
    ...Object.fromEntries(written.map(([key, value]) => [key, paramValue(value, properties[key])])),
  };
  const withParams = Object.keys(params).length > 0;
  const said = withParams
    ? ` with ${Object.entries(params)
        .map(([key, value]) => code(`${key}=${typeof value === 'string' ? value : JSON.stringify(value)}`))
        .join(', ')}`
    : '';
  const on = connection === undefined ? '' : ` on the connection ${code(connection)}`;
  return planCall('load_workflow', {
    say: [`Run **${plain(name)}**${said}${on}.`, ...(how.notes ?? [])].join(' '),
    input: { name, execute: true, ...(withParams ? { params } : {}), ...(connection === undefined ? {} : { connection }) },
    ask: how.ask,
    answered: ({ run }) => (run === undefined ? 'It was not run.' : sayRun(run, name)),
  });
}
