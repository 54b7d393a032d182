import { nameKey } from '../../core/workflow.ts';
import { ask } from './ask-tool.ts';
import type { CommandContext } from './command-plan.ts';
import { commands } from './command-table.ts';
import { propertiesOf } from './param-values.ts';
import { folded } from './words.ts';

/** What the palette offers: `insert` takes the place of all of the text before the caret. */
export type CommandCompletion = { label: string; insert: string; description: string };

const MOST = 20;
const LONGEST = 2000;

/** What may come next in a text that begins with "/": commands, then names of workflows, tables, files and connections. */
export async function completeCommand(text: string, context: CommandContext): Promise<CommandCompletion[]> {
  if (!text.startsWith('/') || text.length > LONGEST) return [];
  const [, name = '', blank = '', input = ''] = /^(\/\S*)(\s*)(.*)$/su.exec(text) ?? [];
  if (blank === '') return completeName(name);
  const found = await inputsOf(name.toLowerCase(), input, context);
  return found.slice(0, MOST);
}

function completeName(name: string): CommandCompletion[] {
  return commands
    .filter((each) => each.name.startsWith(name.toLowerCase()))
    .map((each) => ({
      label: each.usage,
      insert: each.usage === each.name ? each.name : `${each.name} `,
      description: each.description,
    }));
}

async function inputsOf(name: string, input: string, context: CommandContext): Promise<CommandCompletion[]> {
  const offer = (items: readonly { text: string; description: string }[], end = ''): CommandCompletion[] =>
    items
      .filter(({ text }) => begins(text, input))
      .toSorted((a, b) => wholeFirst(a.text, b.text, input))
      .map(({ text, description }) => ({ label: text, insert: `${name} ${text}${end}`, description }));
  switch (name) {
    case '/run':
      return await completeRun(input, context);
    case '/describe':
      return offer([...(await tablesOf(context)), ...(await filesOf(context))]);
    case '/files':
      return offer(await filesOf(context));
    case '/tables':
    case '/connections':
      return offer(
        (await ask(context, 'list_connections', {})).connections.map(({ id, label }) => ({ text: id, description: label })),
      );
    default:
      return [];
  }
}

/** Workflows' names; behind a whole one, its parameters. */
async function completeRun(input: string, context: CommandContext): Promise<CommandCompletion[]> {
  const { workflows } = await ask(context, 'list_workflows', {});
  const named = workflows
    .toSorted((a, b) => b.name.length - a.name.length)
    .find(
      ({ name }) => nameKey(input).startsWith(`${nameKey(name)} `) || (nameKey(input) === nameKey(name) && /\s$/u.test(input)),
    );
  if (named === undefined) {
    return workflows
      .filter(({ name }) => begins(name, input))
      .toSorted((a, b) => wholeFirst(a.name, b.name, input))
      .map(({ name, description }) => ({ label: name, insert: `/run ${name} `, description }));
  }
  const [, before = '', begun = ''] = /^(.*\s)(\S*)$/su.exec(input) ?? [];
  if (begun.includes('=')) return [];
  const properties = propertiesOf((await ask(context, 'load_workflow', { id: named.id })).params_schema);
  return Object.entries(properties)
    .filter(([key]) => key.toLowerCase().startsWith(begun.toLowerCase()) && !before.includes(` ${key}=`))
    .map(([key, { description }]) => ({
      label: `${key}=`,
      insert: `/run ${before}${key}=`,
      description: typeof description === 'string' ? description : '',
    }));
}

async function tablesOf(context: CommandContext): Promise<{ text: string; description: string }[]> {
  const { connections } = await ask(context, 'list_connections', {});
  return connections
    .toSorted((a, b) => Number(b.selected) - Number(a.selected))
    .flatMap(({ id, tables }) =>
      tables.map(({ name, kind }) => ({
        text: name,
        description: kind === undefined ? `Table of ${id}` : `${kind}, table of ${id}`,
      })),
    );
}

async function filesOf(context: CommandContext): Promise<{ text: string; description: string }[]> {
  const { files } = await ask(context, 'list_files', {});
  return files.map(({ path }) => ({ text: path, description: 'File of the workspace' }));
}

/** A name that is written whole stands before those that it is the beginning of: the first one is what Enter takes. */
function wholeFirst(a: string, b: string, written: string): number {
  const wanted = nameKey(written.replace(/^"(.*)"$/su, '$1'));
  return Number(nameKey(b) === wanted) - Number(nameKey(a) === wanted);
}

/** A beginning of the text, or of a word in it. */
function begins(text: string, begun: string): boolean {
  const wanted = begun.trim().toLowerCase();
  return wanted === '' || text.toLowerCase().startsWith(wanted) || ` ${folded(text)}`.includes(` ${folded(begun)}`);
}
