import { useState } from 'react';
import type { Message, ToolCallPart } from '../../../core/conversation.ts';
import { runFigures, type RunFigures } from './run-figures.ts';

/** The figures that an answer's runs said. Found anew when a run has said more, not for each word of the answer. */
export function useRunFigures({ parts }: Message): RunFigures | undefined {
  const calls = parts.filter((part): part is ToolCallPart => part.kind === 'tool_call' && part.output !== undefined);
  const [known, setKnown] = useState(() => ({ calls, figures: runFigures(calls) }));
  if (calls.length === known.calls.length && calls.every((call, index) => call === known.calls[index])) return known.figures;
  const next = { calls, figures: runFigures(calls) };
  setKnown(next);
  return next.figures;
}
