import { useMemo } from 'react';
import { formatCount } from '../../components/format-count.ts';
import { cut } from './asked-fields.ts';
import { codeDiff, type DiffLine } from './code-diff.ts';

const MAX_LINES = 1000;
const MAX_WIDTH = 2000;

const words = { same: undefined, added: 'added', removed: 'removed' } as const;
const signs = { same: ' ', added: '+', removed: '−' } as const;

/** What is other in the code that was received than in the one that is here. */
export function CodeDiffView({ before, after, label }: { before: string; after: string; label: string }) {
  const hunks = useMemo(() => codeDiff(before, after), [before, after]);
  if (hunks === undefined) return <p>The two codes have too little in common to be compared line by line.</p>;
  const all: (DiffLine | undefined)[] = hunks.flatMap((hunk, index) => (index === 0 ? hunk : [undefined, ...hunk]));
  return (
    <figure className="received-diff-figure">
      <figcaption>{label}</figcaption>
      <div className="received-diff" role="region" aria-label={label} tabIndex={0}>
        {all.slice(0, MAX_LINES).map((line, index) =>
          line === undefined ? (
            <div key={index} className="received-diff-gap">
              …
            </div>
          ) : (
            <div key={index} className="received-diff-line" data-kind={line.kind}>
              <span className="received-diff-number">{line.before}</span>
              <span className="received-diff-number">{line.after}</span>
              <span className="received-diff-sign" aria-label={words[line.kind]}>
                {signs[line.kind]}
              </span>
              <code>{cutLine(line.text)}</code>
            </div>
          ),
        )}
        {all.length > MAX_LINES && <div className="received-diff-gap">… {formatCount(all.length - MAX_LINES)} more lines</div>}
      </div>
    </figure>
  );
}

/** Tabs stay. The whole line stands in the code below. */
function cutLine(text: string): string {
  return text
    .slice(0, MAX_WIDTH + 1)
    .split('\t')
    .map((part) => cut(part, MAX_WIDTH))
    .join('\t');
}
