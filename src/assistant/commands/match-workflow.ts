import { nameKey, type WorkflowSummary } from '../../core/workflow.ts';
import { nearNames } from '../../tools/near-names.ts';
import { folded, wordsOf } from './words.ts';

export type WorkflowMatch =
  | { kind: 'one'; workflow: WorkflowSummary; exact: boolean }
  | { kind: 'several'; workflows: WorkflowSummary[] }
  | { kind: 'none'; near: string[] };

const LONGEST = 300;

/**
 * The workflow that someone means who wrote `wanted`: its name without regard to case and punctuation, else the only one whose name has words
 * that begin with all of those.
 */
export function matchWorkflow(wanted: string, workflows: readonly WorkflowSummary[]): WorkflowMatch {
  const text = wanted.slice(0, LONGEST);
  const exact =
    workflows.find(({ name }) => nameKey(name) === nameKey(text)) ??
    onlyOne(workflows.filter(({ name }) => folded(name) === folded(text)));
  if (exact !== undefined) return { kind: 'one', workflow: exact, exact: true };
  const words = wordsOf(text);
  const found = words.length === 0 ? [] : workflows.filter(({ name }) => hasWords(wordsOf(name), words));
  const [first] = found;
  if (first === undefined)
    return {
      kind: 'none',
      near: nearNames(
        text,
        workflows.map(({ name }) => name),
      ),
    };
  return found.length === 1 ? { kind: 'one', workflow: first, exact: false } : { kind: 'several', workflows: found };
}

function onlyOne<T>(found: readonly T[]): T | undefined {
  return found.length === 1 ? found[0] : undefined;
}

/** Every word begins a word of the name, in the order of the name. */
function hasWords(name: readonly string[], words: readonly string[]): boolean {
  let at = 0;
  for (const word of words) {
    while (at < name.length && name[at]?.startsWith(word) !== true) at += 1;
    if (at === name.length) return false;
    at += 1;
  }
  return true;
}
