import { useVirtualizer } from '@tanstack/react-virtual';
import {
  useDeferredValue,
  useEffect,
  useImperativeHandle,
  useMemo,
  useRef,
  useState,
  type KeyboardEvent as FieldKey,
  type Ref,
} from 'react';
import { formatCount } from '../format-count.ts';
import { CopyButton } from '../copy-button.tsx';
import { visibleText } from '../visible-text.ts';
import { codeText, findInCode, MAX_MATCHES, rowOf, rowParts, type CodeMatch, type CodeRow, type CodeText } from './code-rows.ts';
import '../code-view.css';
import './code-reader.css';

const LINE_HEIGHT = 19;
const NO_MATCHES: readonly CodeMatch[] = [];

export type CodeReaderHandle = {
  /** Brings a line (from 1) into sight, and gives the code the focus. */
  goToLine(line: number): void;
};

type CodeReaderProps = { code: string; language: string; label: string; ref?: Ref<CodeReaderHandle> };

/**
 * A code to be read and searched, all of it but where it is too long to be drawn, which is said. Lines are wrapped, so that nothing stands far to the right where nobody looks,
 * what cannot be seen is written out, and letters stand in the order in which they are read by a machine.
 */
export function CodeReader({ code, language, label, ref }: CodeReaderProps) {
  const text = useMemo(() => codeText(code, language), [code, language]);
  const whole = useRef<HTMLDivElement>(null);
  const scroller = useRef<HTMLDivElement>(null);
  const field = useRef<HTMLInputElement>(null);
  const [wanted, setWanted] = useState('');
  const [current, setCurrent] = useState(0);
  const [marked, setMarked] = useState<number>();
  const searched = useDeferredValue(wanted);
  const matches = useMemo(() => findInCode(text.lines, searched), [text, searched]);
  const byLine = useMemo(() => Map.groupBy(matches, ({ line }) => line), [matches]);
  const rows = useVirtualizer({
    count: text.rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => LINE_HEIGHT,
    overscan: 12,
  });

  const show = (line: number, column: number) => rows.scrollToIndex(rowOf(text.rows, line, column), { align: 'center' });
  const step = (by: 1 | -1) => {
    if (matches.length === 0) return;
    const next = (current + by + matches.length) % matches.length;
    setCurrent(next);
    const match = matches[next];
    if (match !== undefined) show(match.line, match.start);
  };
  const search = (next: string) => {
    setWanted(next);
    setCurrent(0);
    const [first] = findInCode(text.lines, next);
    if (first !== undefined) show(first.line, first.start);
  };
  useImperativeHandle(ref, () => ({
    goToLine(line) {
      setMarked(line - 1);
      show(line - 1, 0);
      scroller.current?.focus({ preventScroll: true });
      scroller.current?.scrollIntoView({ block: 'nearest' });
    },
  }));
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.key.toLowerCase() !== 'f' || !(event.ctrlKey || event.metaKey) || event.altKey) return;
      // The browser's own search finds only what is drawn.
      event.preventDefault();
      field.current?.focus();
      field.current?.select();
    };
    const box = whole.current;
    box?.addEventListener('keydown', onKey);
    return () => box?.removeEventListener('keydown', onKey);
  }, []);
  const onFieldKey = (event: FieldKey) => {
    if (event.key === 'Enter') step(event.shiftKey ? -1 : 1);
    if (event.key === 'Escape' && wanted !== '') search('');
  };

  return (
    <div className="sb-reader" role="group" aria-label={label} ref={whole}>
      <div className="sb-reader-tools">
        <input
          ref={field}
          type="search"
          className="sb-reader-find"
          aria-label="Find in the code"
          placeholder="Find in the code"
          maxLength={200}
          value={wanted}
          onChange={(event) => search(event.target.value)}
          onKeyDown={onFieldKey}
        />
        <span role="status" className="sb-reader-count">
          {searched === '' ? '' : countText(current, matches.length)}
        </span>
        <button type="button" className="sb-copy" disabled={matches.length === 0} onClick={() => step(-1)}>
          Previous
        </button>
        <button type="button" className="sb-copy" disabled={matches.length === 0} onClick={() => step(1)}>
          Next
        </button>
        <span className="sb-reader-size">
          {text.left > 0 && 'At least '}
          {formatCount(text.lines.length)} {text.lines.length === 1 ? 'line' : 'lines'}, {formatCount(code.length)} characters
        </span>
        <CopyButton text={code} label="Copy the code" />
      </div>
      {text.left > 0 && (
        <div className="sb-reader-left">
          Only the first {formatCount(code.length - text.left)} characters are shown and searched; {formatCount(text.left)} more
          follow. Copy the code to read all of it in an editor.
        </div>
      )}
      <div ref={scroller} className="sb-reader-scroll" role="region" aria-label={`${label}: text`} tabIndex={0}>
        <div className="sb-reader-rows" style={{ height: rows.getTotalSize() }}>
          {rows.getVirtualItems().map(({ index, start }) => {
            const row = text.rows[index];
            return (
              row !== undefined && (
                <div
                  key={index}
                  ref={rows.measureElement}
                  data-index={index}
                  className="sb-reader-row"
                  data-marked={row.line === marked}
                  style={{ transform: `translateY(${start}px)` }}
                >
                  <span className="sb-reader-number">{row.start === 0 ? row.line + 1 : '↪'}</span>
                  <Row text={text} row={row} matches={byLine.get(row.line) ?? NO_MATCHES} current={current} />
                </div>
              )
            );
          })}
        </div>
      </div>
    </div>
  );
}

type RowProps = { text: CodeText; row: CodeRow; matches: readonly CodeMatch[]; current: number };

function Row({ text, row, matches, current }: RowProps) {
  const inRow = matches.filter(({ start, end }) => start < row.end && end > row.start);
  const last = row.end === text.lines[row.line]?.length;
  const parts = rowParts(text.tokens[row.line] ?? [], row, inRow);
  return (
    <code className="sb-reader-text">
      {parts.map(({ kind, text: part, match }, at) => (
        <span
          key={at}
          data-token={kind}
          {...(match === undefined ? {} : { 'data-found': match === current ? 'current' : 'other' })}
        >
          {shown(part, last && at === parts.length - 1)}
        </span>
      ))}
      {'\n'}
    </code>
  );
}

/** Tabs stay, and the line end of Windows. */
function shown(text: string, endsLine: boolean): string {
  const visible = text.split('\t').map(visibleText).join('\t');
  return endsLine ? visible.replace(/‹U\+000D›$/u, '') : visible;
}

function countText(current: number, found: number): string {
  if (found === 0) return 'Not found';
  return `${formatCount(current + 1)} of ${found === MAX_MATCHES ? 'more than ' : ''}${formatCount(found)}`;
}
