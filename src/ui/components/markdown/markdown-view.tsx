import { lazy, Suspense } from 'react';
import type { MarkdownProps } from './markdown-text.tsx';

const MarkdownText = lazy(() => import('./markdown-text.tsx').then((module) => ({ default: module.MarkdownText })));

/** `MarkdownText`, loaded when there is some to show; until then the text stands as it was written. */
export function MarkdownView({ text, runLinks = false, drawText }: MarkdownProps) {
  return (
    <Suspense fallback={<div style={{ whiteSpace: 'pre-wrap' }}>{text}</div>}>
      <MarkdownText text={text} runLinks={runLinks} {...(drawText === undefined ? {} : { drawText })} />
    </Suspense>
  );
}
