import { ask } from './ask-tool.ts';
import type { CommandContext, CommandPlan } from './command-plan.ts';
import { code, plain } from './markdown.ts';
import { matchWorkflow } from './match-workflow.ts';
import { propertiesOf } from './param-values.ts';
import { planRun, sayNoMatch } from './plan-run.ts';
import { fitted, saidParams } from './said-params.ts';
import { wordsOf } from './words.ts';

const set = (text: string): Set<string> => new Set(text.split(' '));

const POLITE = set('please can could would you i id want like to lets let us now just hey hi');
const RUNNING = set('run execute start launch rerun');
const MAKING = set('make create generate prepare produce do give show get build me');
const LEADING = set('the my our a an');
const TRAILING = set('please now again for me workflow and or to vs');

/**
 * "run the monthly cost report for 2026-10": a sentence that begins by asking for a run, or with a workflow's name, and says nothing that
 * is not understood. Undefined for any other.
 */
export async function planRunSentence(text: string, context: CommandContext, now: Date): Promise<CommandPlan | undefined> {
  const said = saidParams(text, now);
  const words = wordsOf(said.rest);
  const asked = leading(words, POLITE);
  const verbs = leading(words.slice(asked), new Set([...RUNNING, ...MAKING]));
  const hasVerb = words.slice(asked, asked + verbs).some((word) => RUNNING.has(word));
  let from = asked + verbs;
  from += leading(words.slice(from), LEADING);
  const named = withoutTrailing(words.slice(from));
  if (named.length === 0) return undefined;
  const { workflows } = await ask(context, 'list_workflows', {});
  // "start" and "make" may begin a name as well.
  const candidates = [words.join(' '), withoutTrailing(words).join(' '), words.slice(from).join(' '), named.join(' ')];
  const matches = candidates.map((each) => matchWorkflow(each, workflows));
  const match = matches.find((each) => each.kind === 'one' && each.exact) ?? matches.at(-1);
  if (match === undefined) return undefined;
  const certain = match.kind === 'one' && match.exact;
  // Without "run" only a whole name is taken for one.
  if (!certain && !hasVerb) return undefined;
  if (match.kind !== 'one')
    return match.kind === 'none' && match.near.length === 0 && named.length > 6 ? undefined : sayNoMatch(named.join(' '), match);
  const { workflow } = match;
  if (said.vague !== undefined) {
    return {
      say: `I would run **${plain(workflow.name)}**, but for which month? ${said.vague} Or write ${code(`/run ${workflow.name} month=YYYY-MM`)}.`,
    };
  }
  const { params_schema } = await ask(context, 'load_workflow', { id: workflow.id });
  const { params, notes } = fitted(said, propertiesOf(params_schema), plain(workflow.name));
  return await planRun(workflow, [], context, {
    ask: 'always',
    params,
    notes,
    ...(said.connection === undefined ? {} : { connection: said.connection }),
  });
}

function leading(words: readonly string[], known: ReadonlySet<string>): number {
  const end = words.findIndex((word) => !known.has(word));
  return end < 0 ? words.length : end;
}

function withoutTrailing(words: readonly string[]): string[] {
  const kept = [...words];
  while (kept.length > 1 && TRAILING.has(kept.at(-1) ?? '')) kept.pop();
  return kept;
}
