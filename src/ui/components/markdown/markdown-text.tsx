import { useMemo } from 'react';
import { nodesOf, type DrawText } from './markdown-nodes.tsx';
import { safeFragment } from './safe-fragment.ts';
import './markdown.css';

export type MarkdownProps = {
  text: string;
  /** Links to a run of the app, and to the models' settings, lead there at once. */
  runLinks?: boolean;
  /** Draws a piece of plain text that stands in no link and no code; as it is where this is left out. Must stay the same function. */
  drawText?: DrawText;
};

/** Markdown that a run or a model wrote, drawn inert: no markup of theirs, no pictures, no link out that works without asking. */
export function MarkdownText({ text, runLinks = false, drawText }: MarkdownProps) {
  const nodes = useMemo(() => nodesOf(safeFragment(text, runLinks), drawText), [text, runLinks, drawText]);
  return <div className="sb-markdown">{nodes}</div>;
}
