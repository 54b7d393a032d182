import { formatCount } from '../format-count.ts';

type GridFooterProps = {
  /** Of the rows in sight, from 1. */
  first: number;
  last: number;
  count: number;
  /** The active cell in full. */
  detail: string;
  onPage: (step: -1 | 1) => void;
};

export function GridFooter({ first, last, count, detail, onPage }: GridFooterProps) {
  return (
    <div className="sb-grid-foot">
      <span className="sb-grid-detail" title={detail}>
        {detail}
      </span>
      <span className="sb-grid-place">
        {count === 0 ? 'No rows' : `${formatCount(first)}–${formatCount(last)} of ${formatCount(count)}`}
      </span>
      <button
        type="button"
        className="sb-icon-button"
        aria-label="Previous page"
        disabled={first <= 1}
        onClick={() => onPage(-1)}
      >
        <svg viewBox="0 0 16 16" aria-hidden>
          <path d="M10 3 5 8l5 5" />
        </svg>
      </button>
      <button type="button" className="sb-icon-button" aria-label="Next page" disabled={last >= count} onClick={() => onPage(1)}>
        <svg viewBox="0 0 16 16" aria-hidden>
          <path d="m6 3 5 5-5 5" />
        </svg>
      </button>
    </div>
  );
}
