import { nearNames } from '../../tools/near-names.ts';
import { ask } from './ask-tool.ts';
import type { CommandContext, CommandPlan } from './command-plan.ts';
import { commandList, commands } from './command-table.ts';
import { planListSentence } from './list-sentence.ts';
import { code } from './markdown.ts';
import { planRunSentence } from './run-sentence.ts';
import { folded } from './words.ts';

/** A sentence that names a workflow is no longer than this. */
const LONGEST_SENTENCE = 400;

/**
 * What is done for a message without a model: a command, a sentence that clearly asks for one, or what there is to say to any other.
 * Reads what there is (workflows, connections, runs) by the tools; changes and runs nothing itself.
 */
export async function planCommand(text: string, context: CommandContext): Promise<CommandPlan> {
  const begin = text.search(/\S/u);
  if (begin >= 0 && text[begin] === '/') return await planSlash(text.slice(begin), context);
  const sentence = begin < 0 || text.length - begin > LONGEST_SENTENCE ? '' : text.slice(begin);
  return (
    planListSentence(sentence, context) ??
    (sentence === '' ? undefined : await planRunSentence(sentence, context, new Date())) ??
    (await sayNoModel(sentence, context))
  );
}

async function planSlash(text: string, context: CommandContext): Promise<CommandPlan> {
  const [, word = '/'] = /^(\/\S{0,60})/u.exec(text) ?? [];
  const name = word.toLowerCase();
  const command = commands.find((each) => each.name === name && !/\S/u.test(text.charAt(word.length)));
  if (command !== undefined) return await command.plan(text.slice(word.length), context);
  const near =
    name === '/'
      ? []
      : nearNames(
          name.slice(1),
          commands.map((each) => each.name.slice(1)),
        ).map((each) => `/${each}`);
  const hint =
    near.length === 0 ? `There are:\n\n${commandList()}` : `Did you mean ${near.map((each) => code(each)).join(' or ')}?`;
  return {
    say: name === '/' ? `Write a command behind the slash. ${hint}` : `There is no command ${code(word)}. ${hint}`,
    suggestions: near.length === 0 ? ['/help'] : near,
  };
}

/** What is no command needs a model: says so, what one would add, and how to set one up. */
async function sayNoModel(sentence: string, context: CommandContext): Promise<CommandPlan> {
  if (!context.without_model) return { say: `That is no command. ${code('/help')} lists them.`, suggestions: ['/help'] };
  const { workflows } = await ask(context, 'list_workflows', {});
  const words = ` ${folded(sentence)} `;
  const named = workflows.filter(({ name }) => words.includes(` ${folded(name)} `)).map(({ name }) => `/run ${name}`);
  return {
    say: [
      'No model is set up for this conversation, so this was not understood: without one, only commands and sentences that name a workflow are answered.',
      'A model would answer questions in your own words: it looks at your tables and files, writes SQL and code, runs it here in the ' +
        'page, corrects its own errors and explains what it found. Set one up in [Settings, Models](#/settings?section=models): with the key of a ' +
        'provider, or with a model on your own machine, which needs none; then choose it under the message.',
      `Until then there are commands:\n\n${commandList()}`,
    ].join('\n\n'),
    suggestions: [...named.slice(0, 2), '/workflows', '/tables'].slice(0, 3),
  };
}
