import type { ToolInputs, ToolName, ToolOutputs } from '../../tools/tool-types.ts';
import type { CallOutcome, CommandContext, CommandPlan } from './command-plan.ts';
import { plain } from './markdown.ts';

/** What a tool answers, where a plan or a completion must know it beforehand. Reading tools only. */
export async function ask<Name extends ToolName>(
  { toolbox }: CommandContext,
  tool: Name,
  input: ToolInputs[Name],
): Promise<ToolOutputs[Name]> {
  // The registry's type ties every name to what its tool answers.
  return (await toolbox.call(tool, input)) as ToolOutputs[Name];
}

type Planned<Name extends ToolName> = {
  say?: string;
  input: ToolInputs[Name];
  ask?: 'always' | 'by_switches';
  /** Markdown about the answer. */
  answered: (answer: ToolOutputs[Name]) => string;
  suggestions?: string[];
};

/** A plan of one call, whose refusals are told as they are. */
export function planCall<Name extends ToolName>(tool: Name, planned: Planned<Name>): CommandPlan {
  const { say = '', input, answered, suggestions } = planned;
  return {
    say,
    call: { tool, input, ask: planned.ask ?? 'by_switches' },
    after: (outcome) => (outcome.ok ? answered(outcome.answer as ToolOutputs[Name]) : notDone(outcome)),
    ...(suggestions === undefined ? {} : { suggestions }),
  };
}

function notDone({ reason, message }: Extract<CallOutcome, { ok: false }>): string {
  if (reason === 'denied') return 'Not done, as you decided.';
  if (reason === 'stopped') return 'Stopped before it was done.';
  return `That was refused: ${plain(message.slice(0, 2000))}`;
}
