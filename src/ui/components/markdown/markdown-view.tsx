import { Suspense } from 'react';
import { lazyPart } from '../lazy-part.tsx';
import type { MarkdownProps } from './markdown-text.tsx';

const MarkdownText = lazyPart(() => import('./markdown-text.tsx').then((module) => module.MarkdownText));

/** `MarkdownText`, loaded when there is some to show; until then the text stands as it was written. */
export function MarkdownView({ text, runLinks = false, drawText }: MarkdownProps) {
  return (
    <Suspense fallback={<div style={{ whiteSpace: 'pre-wrap' }}>{text}</div>}>
      <MarkdownText text={text} runLinks={runLinks} {...(drawText === undefined ? {} : { drawText })} />
    </Suspense>
  );
}
