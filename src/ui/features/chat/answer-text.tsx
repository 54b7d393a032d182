import { memo, useEffect, useMemo, useRef, useState } from 'react';
import type { DrawText } from '../../components/markdown/markdown-nodes.tsx';
import { MarkdownView } from '../../components/markdown/markdown-view.tsx';
import { RunLink } from '../../components/markdown/run-link.tsx';
import { markdownChunks } from './markdown-chunks.ts';
import { figureParts, type RunFigures } from './run-figures.ts';

type ChunkProps = { text: string; drawText: DrawText | undefined };

const Chunk = memo(function Chunk({ text, drawText }: ChunkProps) {
  return <MarkdownView text={text} runLinks {...(drawText === undefined ? {} : { drawText })} />;
});

type AnswerTextProps = {
  text: string;
  growing: boolean;
  /** Figures that the answer's runs said lead to them, where the model has not made a link itself. */
  figures: RunFigures | undefined;
};

/** What a model says, as inert Markdown. While it grows, only its last part is drawn anew. */
export const AnswerText = memo(function AnswerText({ text, growing, figures }: AnswerTextProps) {
  const shown = useEased(text, growing);
  const chunks = useMemo(() => markdownChunks(shown), [shown]);
  const drawText = useMemo(() => (figures === undefined ? undefined : linkFigures(figures)), [figures]);
  return (
    <div className="chat-text">
      {chunks.map((chunk, index) => (
        <Chunk key={index} text={chunk} drawText={drawText} />
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

function linkFigures(figures: RunFigures): DrawText {
  return (text) =>
    figureParts(text).map((part, index) => {
      const run = part.figure ? figures.runOf(part.text) : undefined;
      if (run === undefined) return part.text;
      return (
        <RunLink key={index} address={`#/runs/${encodeURIComponent(run)}`}>
          {part.text}
        </RunLink>
      );
    });
}
