import { useMemo } from 'react';
import { nodesOf } from './markdown-nodes.tsx';
import { safeFragment } from './safe-fragment.ts';
import './markdown.css';

/** Markdown that a run or a model wrote, drawn inert: no markup of theirs, no pictures, no link that works without asking. */
export function MarkdownText({ text }: { text: string }) {
  const nodes = useMemo(() => nodesOf(safeFragment(text)), [text]);
  return <div className="sb-markdown">{nodes}</div>;
}
