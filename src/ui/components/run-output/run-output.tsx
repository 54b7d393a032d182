import Tabs, { type TabsProps } from '@cloudscape-design/components/tabs';
import { useEffect, useMemo, useRef, useState } from 'react';
import type { Display } from '../../../core/display.ts';
import { formatCount } from '../format-count.ts';
import { CallsTab } from './calls-tab.tsx';
import { ChartsTab, type Picture } from './charts-tab.tsx';
import { FilesTab } from './files-tab.tsx';
import { CopyOutput } from './copy-output.tsx';
import { firstTab, type OutputTabId } from './first-tab.ts';
import { OutputTab } from './output-tab.tsx';
import { ResultTab } from './result-tab.tsx';
import { TablesTab, type TableDisplay } from './tables-tab.tsx';
import type { GoToLine } from './run-error.tsx';
import type { RunView } from './run-view.ts';
import './run-output.css';

type RunOutputProps = {
  view: RunView;
  onLine?: GoToLine;
};

/**
 * What a run gave, in tabs: Output always, and Tables, Charts, Files, Result and Calls where there is something. It fills the
 * height of its box. When a run ends, the tab that says most is shown, unless the person has chosen one.
 */
export function RunOutput({ view, onLine }: RunOutputProps) {
  const [chosen, setChosen] = useState<OutputTabId>();
  const tables = useMemo(
    () => view.displays.filter((display): display is TableDisplay => display.kind === 'table'),
    [view.displays],
  );
  const pictures = useMemo(
    () => view.displays.filter((display): display is Picture => display.kind === 'chart' || display.kind === 'image'),
    [view.displays],
  );
  const run = useRef(view.run_id);
  useEffect(() => {
    if (run.current !== undefined && view.run_id !== run.current) setChosen(undefined);
    run.current = view.run_id;
  }, [view.run_id]);

  const onShow = (display: Display) => setChosen(display.kind === 'table' ? 'tables' : 'charts');
  const tab = (id: OutputTabId, label: string, count: number | undefined, content: TabsProps.Tab['content']): TabsProps.Tab => ({
    id,
    label: (
      <>
        {label}
        {count !== undefined && (
          <span className="sb-tab-count" aria-hidden>
            {formatCount(count)}
          </span>
        )}
      </>
    ),
    content,
  });
  const tabs: TabsProps.Tab[] = [tab('output', 'Output', undefined, <OutputTab view={view} onLine={onLine} onShow={onShow} />)];
  if (tables.length > 0)
    tabs.push(tab('tables', 'Tables', tables.length > 1 ? tables.length : undefined, <TablesTab tables={tables} />));
  if (pictures.length > 0)
    tabs.push(tab('charts', 'Charts', pictures.length > 1 ? pictures.length : undefined, <ChartsTab pictures={pictures} />));
  if (view.files.length > 0) tabs.push(tab('files', 'Files', view.files.length, <FilesTab files={view.files} />));
  if (view.result !== null) tabs.push(tab('result', 'Result', undefined, <ResultTab value={view.result} />));
  if (view.calls.length > 0) tabs.push(tab('calls', 'Calls', view.calls.length, <CallsTab calls={view.calls} />));

  const wanted = chosen ?? firstTab(view);
  const active = tabs.some((each) => each.id === wanted) ? wanted : 'output';
  const printed = view.sections.some((section) => section.kind === 'text' && !section.blocks.empty);
  return (
    <div className="sb-run-output">
      <Tabs
        tabs={tabs}
        activeTabId={active}
        onChange={({ detail }) => setChosen(detail.activeTabId as OutputTabId)}
        actions={active === 'output' && printed ? <CopyOutput sections={view.sections} /> : undefined}
        disableContentPaddings
        fitHeight
        ariaLabel="What the code gave"
      />
    </div>
  );
}
