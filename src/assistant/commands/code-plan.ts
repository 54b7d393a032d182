import type { LanguageId } from '../../core/run.ts';
import { planCall } from './ask-tool.ts';
import type { CommandPlan } from './command-plan.ts';
import { code as shown } from './markdown.ts';
import { sayRun } from './say-run.ts';

const NAMES: Record<LanguageId, string> = { python: 'Python run', javascript: 'JavaScript run', sql: 'Query' };

/** Runs code as it was written, also between a fence's lines. */
export function planCode(language: LanguageId, usage: string, input: string): CommandPlan {
  const code = withoutFence(input);
  if (code.trim() === '') return { say: `There is no code: write ${shown(usage)}. It may have several lines.` };
  return planCall('execute_code', {
    input: { language, code },
    answered: (run) => sayRun(run, run.title?.trim() || NAMES[language]),
  });
}

/** Its line breaks stay, so that the lines of an error are those that the person sees. */
function withoutFence(input: string): string {
  const text = input.trim();
  if (!text.startsWith('```') || !text.endsWith('```')) return input.replace(/^[^\S\n]*\n?/u, '').trimEnd();
  const begin = text.indexOf('\n');
  return begin < 0 ? text.replace(/^```|```$/gu, '') : text.slice(begin + 1, -3).trimEnd();
}
