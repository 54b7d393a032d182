import { nameKey, type WorkflowSummary } from '../../core/workflow.ts';
import { ask, planCall } from './ask-tool.ts';
import type { CommandContext, CommandPlan } from './command-plan.ts';
import { code, plain, runLink } from './markdown.ts';

export const SAVE_USAGE = '/save <name> [#tag …]';

/** A name for a workflow of one's own beside a built-in one, under which nothing is kept yet. */
function freeName(builtin: string, workflows: readonly WorkflowSummary[]): string {
  const taken = new Set(workflows.map(({ name }) => nameKey(name)));
  let name = `Copy of ${builtin}`;
  for (let number = 2; taken.has(nameKey(name)); number += 1) name = `Copy ${number} of ${builtin}`;
  return name;
}

/** `/save Team costs #monthly`: keeps the code of the newest run as a workflow. */
export async function planSave(input: string, context: CommandContext): Promise<CommandPlan> {
  const words = input
    .slice(0, 2000)
    .split(/\s+/u)
    .filter((word) => word !== '');
  const firstTag = words.findIndex((word) => /^#./u.test(word));
  const nameWords = firstTag < 0 ? words : words.slice(0, firstTag);
  const rest = firstTag < 0 ? [] : words.slice(firstTag);
  const name = nameWords.join(' ').replace(/^"(.*)"$/su, '$1');
  const stray = rest.find((word) => !/^#./u.test(word));
  if (name === '') return { say: `Name the workflow: ${code(SAVE_USAGE)}. The code of the last run is kept.` };
  if (stray !== undefined)
    return {
      say: `${code(stray)} is no tag: tags begin with # and stand behind the name, as in ${code('/save Team costs #monthly')}.`,
    };
  const [last] = (await ask(context, 'list_runs', { limit: 1 })).runs;
  if (last === undefined)
    return {
      say: `Nothing was run yet, so there is no code to save. Run some with ${code('/python')}, ${code('/js')} or ${code('/sql')}.`,
    };
  const [run, { workflows }] = await Promise.all([
    ask(context, 'get_run', { run_id: last.run_id }),
    ask(context, 'list_workflows', {}),
  ]);
  const known = workflows.find((each) => nameKey(each.name) === nameKey(name));
  // Saving would be refused whatever the person says: they are not asked first.
  if (known?.builtin === true) {
    const other = ['/save', freeName(known.name, workflows), ...rest].join(' ');
    return {
      say: `**${plain(known.name)}** is built in: built-in workflows stay as they are. Give your own a name of its own, such as ${code(other)}.`,
      suggestions: [other],
    };
  }
  const tags = rest.map((word) => word.slice(1));
  return planCall('save_workflow', {
    say: `Save the code of the last run, ${runLink(run.title?.trim() || `${run.language} run`, run.run_id)}, as ${known === undefined ? 'the workflow' : 'the next version of'} **${plain(known?.name ?? name)}**.`,
    input: { name, language: run.language, code: run.code, ...(tags.length === 0 ? {} : { tags }) },
    answered: (saved) => `**${plain(saved.name)}** is saved as version ${saved.version}: it is on the Workflows page.`,
    suggestions: [`/run ${known?.name ?? name}`],
  });
}
