import { memo, useEffect, useMemo, useRef, useState } from 'react';
import { MarkdownView } from '../../components/markdown/markdown-view.tsx';
import { markdownChunks } from './markdown-chunks.ts';

const Chunk = memo(function Chunk({ text }: { text: string }) {
  return <MarkdownView text={text} runLinks />;
});

/** What a model says, as inert Markdown. While it grows, only its last part is drawn anew. */
export const AnswerText = memo(function AnswerText({ text, growing }: { text: string; growing: boolean }) {
  const shown = useEased(text, growing);
  const chunks = useMemo(() => markdownChunks(shown), [shown]);
  return (
    <div className="chat-text">
      {chunks.map((chunk, index) => (
        <Chunk key={index} text={chunk} />
      ))}
    </div>
  );
});

/** A last part longer than this (one large table) takes a noticeable time to draw, and is drawn a few times a second. */
const LONG = 6000;
const PAUSE_MS = 250;

function useEased(text: string, growing: boolean): string {
  const [shown, setShown] = useState(text);
  const last = useRef(0);
  useEffect(() => {
    if (!growing || text.length < LONG) return;
    const wait = Math.max(0, last.current + PAUSE_MS - performance.now());
    const timer = setTimeout(() => {
      last.current = performance.now();
      setShown(text);
    }, wait);
    return () => clearTimeout(timer);
  }, [text, growing]);
  return growing && text.length >= LONG && text.startsWith(shown) && shown.length >= LONG ? shown : text;
}
