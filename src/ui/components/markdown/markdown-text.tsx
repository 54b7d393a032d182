import { useMemo } from 'react';
import { nodesOf } from './markdown-nodes.tsx';
import { safeFragment } from './safe-fragment.ts';
import './markdown.css';

export type MarkdownProps = {
  text: string;
  /** Links to a run of the app, and to the models' settings, lead there at once. */
  runLinks?: boolean;
};

/** Markdown that a run or a model wrote, drawn inert: no markup of theirs, no pictures, no link out that works without asking. */
export function MarkdownText({ text, runLinks = false }: MarkdownProps) {
  const nodes = useMemo(() => nodesOf(safeFragment(text, runLinks)), [text, runLinks]);
  return <div className="sb-markdown">{nodes}</div>;
}
