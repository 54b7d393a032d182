import type { CommandContext, CommandPlan } from './command-plan.ts';
import { planHelp } from './command-table.ts';
import { planConnections, planFiles, planRuns, planTables, planWorkflows } from './list-plans.ts';
import { wordsOf } from './words.ts';

type Subject = 'workflows' | 'files' | 'tables' | 'connections' | 'runs';

const SUBJECTS: Record<string, Subject> = {
  workflow: 'workflows',
  workflows: 'workflows',
  reports: 'workflows',
  templates: 'workflows',
  file: 'files',
  files: 'files',
  table: 'tables',
  tables: 'tables',
  datasets: 'tables',
  connection: 'connections',
  connections: 'connections',
  run: 'runs',
  runs: 'runs',
};

const set = (text: string): Set<string> => new Set(text.split(' '));

const ASKING = set('list show display see get give what which whats');
const FILLING = set(
  'please can could would you i id want like to me all my the our are is of do does have has exist there saved available built in ' +
    'recent last latest every a workspace local existing currently now here mine we with use query any',
);

const HELP = [
  'help',
  'help me',
  'what can you do',
  'what can i do',
  'what can i do here',
  'what can i ask',
  'what do you do',
  'what are you',
  'who are you',
  'how does this work',
  'hello',
  'hi',
  'hey',
  'commands',
  'list commands',
  'show commands',
  'what commands are there',
];

/** "list my workflows", "what tables are there", "what can you do": sentences of which every word is known. */
export function planListSentence(text: string, context: CommandContext): CommandPlan | undefined {
  const words = wordsOf(text);
  const plainly = words.filter((word) => word !== 'please').join(' ');
  if (HELP.includes(plainly)) return planHelp(context);
  if (words.length > 14) return undefined;
  // "run" is a verb where it begins the sentence.
  const subjects = words.filter((word) => Object.hasOwn(SUBJECTS, word));
  const [subject] = subjects;
  if (subject === undefined || subjects.length > 1 || words[0] === 'run') return undefined;
  const asked = words.some((word) => ASKING.has(word)) || words.length <= 2;
  const known = words.every((word) => word === subject || ASKING.has(word) || FILLING.has(word));
  if (!asked || !known) return undefined;
  switch (SUBJECTS[subject]) {
    case 'workflows':
      return planWorkflows('');
    case 'files':
      return planFiles('');
    case 'tables':
      return planTables('');
    case 'connections':
      return planConnections('');
    case 'runs':
      return planRuns();
    default:
      return undefined;
  }
}
