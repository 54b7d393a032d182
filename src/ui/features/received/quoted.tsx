import { useState } from 'react';
import { formatCount } from '../../components/format-count.ts';
import { visibleLines } from '../../components/visible-text.ts';

type QuotedProps = { text: string; max?: number };

/**
 * A stranger's words: plain text in quotes, with all that hides written out, on the lines on which it was written. A long one is cut, and
 * shown whole where one asks for it.
 */
export function Quoted({ text, max = 400 }: QuotedProps) {
  const [whole, setWhole] = useState(false);
  const long = text.length > max;
  const shown = long && !whole ? text.slice(0, max).toWellFormed() : text;
  return (
    <blockquote className="received-quote">
      <span className="received-quote-text">
        “{visibleLines(shown)}
        {long && !whole ? ' …' : '”'}
      </span>
      {long && (
        <button type="button" className="received-more" aria-expanded={whole} onClick={() => setWhole(!whole)}>
          {whole ? 'Show less' : `Show all ${formatCount(text.length)} characters`}
        </button>
      )}
    </blockquote>
  );
}
