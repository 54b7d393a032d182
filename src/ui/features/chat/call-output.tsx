import { useMemo, useRef, useState, type ReactNode } from 'react';
import type { Display } from '../../../core/display.ts';
import type { Json } from '../../../core/json.ts';
import { ChartView } from '../../components/chart/chart-view.tsx';
import { JsonView } from '../../components/json-view/json-view.tsx';
import { MarkdownView } from '../../components/markdown/markdown-view.tsx';
import { FilesTab } from '../../components/run-output/files-tab.tsx';
import { ImageDisplay } from '../../components/run-output/image-display.tsx';
import { OutputText } from '../../components/run-output/output-text.tsx';
import { ResultTab } from '../../components/run-output/result-tab.tsx';
import { RunErrorView } from '../../components/run-output/run-error.tsx';
import { RunProgress } from '../../components/run-output/run-progress.tsx';
import type { RunView } from '../../components/run-output/run-view.ts';
import { TableDisplayView } from '../../components/run-output/table-display.tsx';
import { useFollowEnd } from '../../components/run-output/use-follow-end.ts';
import { visibleText } from '../../components/visible-text.ts';
import '../../components/run-output/run-output.css';

/** What a call's run gave, one beneath the other: what it printed and showed in its order, its value, its files. */
export function CallOutput({ view }: { view: RunView }) {
  const live = view.status === 'running';
  const shows = view.displays.length > 0;
  return (
    <div className="chat-output">
      {view.loading !== undefined && <RunProgress progress={view.loading} unit="bytes" />}
      {view.progress !== undefined && <RunProgress progress={view.progress} unit="count" />}
      {view.sections.map((section, index) =>
        section.kind === 'text' ? (
          <Printed key={index} live={live}>
            <OutputText blocks={section.blocks} live={live} />
          </Printed>
        ) : (
          <Shown key={index} display={section.display} />
        ),
      )}
      {view.output_truncated && (
        <p className="sb-note">Not everything that was printed or found is kept; it reached its limit.</p>
      )}
      {view.error !== null && <RunErrorView error={view.error} status={view.status} />}
      {view.result !== null && !(shows && isLong(view.result)) && <Value value={view.result} />}
      {view.files.length > 0 && <FilesTab files={view.files} />}
    </div>
  );
}

/** A table's rows come as the value once more: what is shown already is not shown twice. */
function isLong(value: Json): boolean {
  return Array.isArray(value) && value.length > 0;
}

/** Printed text: its end while it grows, its beginning afterwards; opened on demand. */
function Printed({ live, children }: { live: boolean; children: ReactNode }) {
  const box = useRef<HTMLDivElement>(null);
  useFollowEnd(box, live);
  return (
    <Fold label="the printed text">
      {(open) => (
        <div ref={box} className="chat-printed" data-open={open} tabIndex={0} role="group" aria-label="Printed text">
          {children}
        </div>
      )}
    </Fold>
  );
}

/** Cuts what is long, and offers the rest. `children` is told whether it stands open. */
export function Fold({ label, children }: { label: string; children: (open: boolean) => ReactNode }) {
  const [open, setOpen] = useState(false);
  const [long, setLong] = useState(false);
  const watch = useMemo(() => watchLength(setLong), []);
  return (
    <div className="chat-fold">
      <div ref={watch}>{children(open)}</div>
      {(long || open) && (
        <button type="button" className="chat-link" aria-expanded={open} onClick={() => setOpen(!open)}>
          {open ? 'Show less' : 'Show all'}
          <span className="chat-unseen"> of {label}</span>
        </button>
      )}
    </div>
  );
}

/** A ref that tells whether its element's first child holds more than it shows. */
function watchLength(tell: (long: boolean) => void): (box: HTMLElement | null) => (() => void) | undefined {
  return (box) => {
    const inner = box?.firstElementChild;
    if (inner === null || inner === undefined) return undefined;
    const look = () => tell(inner.scrollHeight > inner.clientHeight + 8);
    const watcher = new ResizeObserver(look);
    const changes = new MutationObserver(look);
    watcher.observe(inner);
    changes.observe(inner, { childList: true, subtree: true, characterData: true });
    look();
    return () => {
      watcher.disconnect();
      changes.disconnect();
    };
  };
}

function Value({ value }: { value: Json }) {
  if (typeof value === 'object' && value !== null) {
    const rows = Array.isArray(value) ? value.length : 0;
    return (
      <div className="chat-value" data-table={rows > 0} style={{ blockSize: rows > 0 ? tableHeight(rows + 1) : undefined }}>
        <ResultTab value={value} />
      </div>
    );
  }
  return (
    <div className="chat-scalar">
      <span className="chat-scalar-label">Value</span> <JsonView value={value} />
    </div>
  );
}

const ROW = 28;
const MOST_ROWS = 9;

/** Of a table with its head, its column names and its foot, in pixels. */
export function tableHeight(rows: number): number {
  return 124 + Math.min(rows, MOST_ROWS) * ROW;
}

function Shown({ display }: { display: Display }) {
  switch (display.kind) {
    case 'table':
      return (
        <div className="chat-table" style={{ blockSize: tableHeight(display.rows.length) }}>
          <TableDisplayView
            title={display.title ?? 'Table'}
            columns={display.columns}
            rows={display.rows}
            rowCount={display.row_count}
            truncated={display.truncated}
          />
        </div>
      );
    case 'chart':
      return <ChartView title={display.title} spec={display.spec} />;
    case 'image':
      return <ImageDisplay title={display.title} mediaType={display.media_type} data={display.data} />;
    case 'markdown':
    case 'json':
      return (
        <div>
          {display.title !== undefined && <div className="sb-shown-title">{visibleText(display.title)}</div>}
          {display.kind === 'json' ? <JsonView value={display.value} /> : <MarkdownView text={display.text} />}
        </div>
      );
  }
}
