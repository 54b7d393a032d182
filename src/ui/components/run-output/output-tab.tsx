import Button from '@cloudscape-design/components/button';
import { useRef } from 'react';
import type { Display } from '../../../core/display.ts';
import { countOf } from '../format-count.ts';
import { JsonView } from '../json-view/json-view.tsx';
import { MarkdownView } from '../markdown/markdown-view.tsx';
import { visibleText } from '../visible-text.ts';
import { OutputText } from './output-text.tsx';
import { RunErrorView, type GoToLine } from './run-error.tsx';
import { RunProgress } from './run-progress.tsx';
import { useFollowEnd } from './use-follow-end.ts';
import type { RunView } from './run-view.ts';

type OutputTabProps = {
  view: RunView;
  onLine?: GoToLine | undefined;
  onShow: (display: Display) => void;
};

/** What a run printed and showed, in its order, and why it failed. */
export function OutputTab({ view, onLine, onShow }: OutputTabProps) {
  const scroller = useRef<HTMLDivElement>(null);
  const live = view.status === 'running';
  useFollowEnd(scroller, live);
  return (
    <div className="sb-output" ref={scroller} tabIndex={0} role="group" aria-label="Printed text">
      {view.loading !== undefined && <RunProgress progress={view.loading} unit="bytes" />}
      {view.progress !== undefined && <RunProgress progress={view.progress} unit="count" />}
      {view.error !== null && <RunErrorView error={view.error} status={view.status} onLine={onLine} />}
      {view.sections.map((section, index) =>
        section.kind === 'text' ? (
          <OutputText key={index} blocks={section.blocks} live={live} />
        ) : (
          <Shown key={index} display={section.display} onShow={onShow} />
        ),
      )}
      {view.output_truncated && (
        <p className="sb-note">Not everything that was printed or found is kept; it reached its limit.</p>
      )}
      {view.sections.length === 0 && view.error === null && view.loading === undefined && (
        <p className="sb-quiet">{quietText(view)}</p>
      )}
    </div>
  );
}

function quietText(view: RunView): string {
  if (view.status === 'running') return 'Nothing printed yet.';
  if (view.result !== null) return 'Nothing was printed. The value is on the Result tab.';
  return view.files.length > 0
    ? 'Nothing was printed. What it wrote is on the Files tab.'
    : 'Nothing was printed, and there is no value.';
}

function Shown({ display, onShow }: { display: Display; onShow: (display: Display) => void }) {
  switch (display.kind) {
    case 'markdown':
      return (
        <div className="sb-shown">
          {display.title !== undefined && <div className="sb-shown-title">{visibleText(display.title)}</div>}
          <MarkdownView text={display.text} />
        </div>
      );
    case 'json':
      return (
        <div className="sb-shown">
          {display.title !== undefined && <div className="sb-shown-title">{visibleText(display.title)}</div>}
          <JsonView value={display.value} />
        </div>
      );
    default:
      return (
        <div className="sb-shown-elsewhere">
          <Button variant="inline-link" onClick={() => onShow(display)}>
            {elsewhere(display)}
          </Button>
        </div>
      );
  }
}

function elsewhere(display: Display & { kind: 'table' | 'chart' | 'image' }): string {
  const title = visibleText(display.title ?? '');
  if (display.kind === 'table') return `${title === '' ? 'Table' : title} (${countOf(display.row_count, 'row')})`;
  return title === '' ? (display.kind === 'chart' ? 'Chart' : 'Picture') : title;
}
