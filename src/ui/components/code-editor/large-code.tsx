import { useMemo } from 'react';
import { formatCount } from '../format-count.ts';
import { headOf } from './code-size.ts';

type WaitingProps = { characters: number; failed: boolean; onRetry: () => void };

/** Stands where code too large for a text area waits for the rich editor. */
export function WaitingForEditor({ characters, failed, onRetry }: WaitingProps) {
  return (
    <div className="sb-editor-wait">
      {failed ? (
        <span>
          The editor for large code could not be loaded.{' '}
          <button type="button" onClick={onRetry}>
            Try again
          </button>
        </span>
      ) : (
        `Opening ${formatCount(characters)} characters of code…`
      )}
    </div>
  );
}

/** Code that no editor takes without holding up the page: its beginning, to be read. It runs and is saved whole. */
export function HugeCode({ text }: { text: string }) {
  const head = useMemo(() => headOf(text), [text]);
  return (
    <div className="sb-editor-huge">
      <p id="sb-editor-huge">
        {formatCount(text.length)} characters are too many to edit here. This is the beginning; the code runs and is saved whole.
      </p>
      <textarea
        className="sb-editor-plain"
        aria-label="Code"
        aria-describedby="sb-editor-huge"
        readOnly
        wrap="off"
        value={head}
      />
    </div>
  );
}
