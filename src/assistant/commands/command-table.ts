import type { CommandInfo } from '../assistant.ts';
import { planCode } from './code-plan.ts';
import type { CommandContext, CommandPlan } from './command-plan.ts';
import { planDescribe } from './describe-plans.ts';
import { planConnections, planFiles, planRuns, planTables, planWorkflows } from './list-plans.ts';
import { code, table } from './markdown.ts';
import { planRunCommand, RUN_USAGE } from './plan-run.ts';
import { planSave, SAVE_USAGE } from './save-plan.ts';

export type Command = CommandInfo & { plan(input: string, context: CommandContext): CommandPlan | Promise<CommandPlan> };

/** Every command there is, in the order in which the palette shows them. */
export const commands: readonly Command[] = [
  { name: '/run', usage: RUN_USAGE, description: 'Runs a workflow', plan: planRunCommand },
  { name: '/workflows', usage: '/workflows [words or #tag]', description: 'Lists the workflows', plan: planWorkflows },
  {
    name: '/sql',
    usage: '/sql <query>',
    description: 'Runs a query on the selected connection',
    plan: (input) => planCode('sql', '/sql SELECT …', input),
  },
  {
    name: '/python',
    usage: '/python <code>',
    description: 'Runs Python',
    plan: (input) => planCode('python', '/python <code>', input),
  },
  {
    name: '/js',
    usage: '/js <code>',
    description: 'Runs JavaScript',
    plan: (input) => planCode('javascript', '/js <code>', input),
  },
  { name: '/tables', usage: '/tables [connection]', description: 'Lists the tables', plan: planTables },
  { name: '/describe', usage: '/describe <table or file>', description: 'Says what a table or a file holds', plan: planDescribe },
  { name: '/files', usage: '/files [prefix]', description: 'Lists the files of the workspace', plan: planFiles },
  {
    name: '/connections',
    usage: '/connections [id]',
    description: 'Lists the connections, or selects one',
    plan: planConnections,
  },
  { name: '/runs', usage: '/runs', description: 'Lists the last runs', plan: planRuns },
  { name: '/save', usage: SAVE_USAGE, description: 'Saves the code of the last run as a workflow', plan: planSave },
  { name: '/new', usage: '/new', description: 'Begins a new conversation', plan: () => ({ say: '', new_conversation: true }) },
  { name: '/help', usage: '/help', description: 'Says what there is', plan: (_input, context) => planHelp(context) },
];

export function commandInfos(): CommandInfo[] {
  return commands.map(({ name, usage, description }) => ({ name, usage, description }));
}

export function commandList(): string {
  return table(
    ['Command', 'What it does'],
    commands.map(({ usage, description }) => [code(usage).replaceAll('|', String.raw`\|`), description]),
  );
}

export function planHelp({ without_model }: CommandContext): CommandPlan {
  const plainly = without_model
    ? 'A sentence that names a workflow works too: “run the monthly cost report for last month”. Other questions want a model: set one up in [Settings, Models](#/settings?section=models).'
    : 'Everything else goes to the model.';
  return {
    say: `These are the commands:\n\n${commandList()}\n\n${plainly}`,
    suggestions: ['/workflows', '/tables', '/run Monthly Cost Report'],
  };
}
