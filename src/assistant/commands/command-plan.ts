import type { JsonObject } from '../../core/json.ts';
import type { Toolbox } from '../../tools/toolbox.ts';

/** How a planned call ended: what the tool answered, or why it did not ("denied" by the person, "stopped", or refused by the tool). */
export type CallOutcome = { ok: true; answer: unknown } | { ok: false; reason: 'denied' | 'stopped' | 'failed'; message: string };

/**
 * What is done for a message without a model. `say` is Markdown and comes first; then `call` is done like a model's call, with a card
 * of its own; `after` says, in Markdown, what came of it. (No field is called "then": a promise would take the plan for another promise.)
 */
export type CommandPlan = {
  say: string;
  call?: {
    tool: string;
    input: JsonObject;
    /** "always": a plain sentence was understood as this, so the person confirms it whatever the switches say. */
    ask: 'always' | 'by_switches';
  };
  after?: (outcome: CallOutcome) => string;
  suggestions?: string[];
  /** `/new`: opens another conversation. */
  new_conversation?: true;
};

export type CommandContext = {
  toolbox: Toolbox;
  /** False where a model is set up: then only messages that begin with "/" come here. */
  without_model: boolean;
};
