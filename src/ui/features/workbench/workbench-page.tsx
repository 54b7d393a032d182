import Alert from '@cloudscape-design/components/alert';
import { Suspense, useCallback, useEffect, useRef, useState, useSyncExternalStore, type DragEvent } from 'react';
import { useAppServices } from '../../app-services.ts';
import { Boundary, notLoadedText } from '../../components/boundary.tsx';
import { CodeEditor, type EditorHandle } from '../../components/code-editor/code-editor.tsx';
import { errorMessage } from '../../components/error-message.ts';
import { lazyPart } from '../../components/lazy-part.tsx';
import { notices } from '../../components/notices/notice-store.ts';
import { useDarkMode } from '../../components/use-dark-mode.ts';
import { visibleText } from '../../components/visible-text.ts';
import { ControlStrip } from './control-strip.tsx';
import { FindingsFrame } from './findings-frame.tsx';
import { openFiles } from './open-files.ts';
import { ParamsStrip } from './params-strip.tsx';
import { TitleBar } from './title-bar.tsx';
import { useConnections } from './use-connections.ts';
import { useFindingsOpen } from './use-findings-open.ts';
import { useRunError } from './use-run-error.ts';
import { Welcome } from './welcome.tsx';
import type { WorkbenchQuery, WorkbenchSession } from './workbench-session.ts';
import './workbench.css';

const FindingsPanel = lazyPart(() => import('./findings-panel.tsx').then((module) => module.FindingsPanel));
const SaveDialog = lazyPart(() => import('./save-dialog.tsx').then((module) => module.SaveDialog));

const REPORT = 'Monthly Cost Report';

type WorkbenchPageProps = {
  session: WorkbenchSession;
  /** What the address asks to be opened. */
  asked: WorkbenchQuery | undefined;
  /** Called when what the address asks for is open, or cannot be. */
  onOpened: () => void;
  /** Given the editor, so that the output pane can lead to a line. */
  onEditor: (editor: EditorHandle | null) => void;
};

/** Writes, runs and saves code. */
export function WorkbenchPage({ session, asked, onOpened, onEditor }: WorkbenchPageProps) {
  const services = useAppServices();
  const state = useSyncExternalStore(session.subscribe, session.state);
  const connections = useConnections(`connections ${state.running}`);
  const dark = useDarkMode();
  const error = useRunError(state);
  const [saving, setSaving] = useState(false);
  const [dropping, setDropping] = useState(false);
  const [findings, onFindings] = useFindingsOpen();
  const editor = useRef<EditorHandle>(null);
  const opening = useRef<WorkbenchQuery>(undefined);

  useEffect(() => {
    if (!state.ready || opening.current === asked) return;
    opening.current = asked;
    if (asked === undefined) return;
    session.open(asked).then(onOpened, (problem: unknown) => {
      notices.put({ id: 'open', type: 'error', header: 'It could not be opened in the workbench', text: errorMessage(problem) });
      onOpened();
    });
  }, [asked, onOpened, session, state.ready]);

  const onSave = useCallback(() => setSaving(true), []);
  const onNoDialog = useCallback(() => {
    setSaving(false);
    notices.put({ id: 'save', type: 'error', header: 'What saves is not on this computer', text: notLoadedText });
  }, []);
  const onFiles = useCallback((files: File[]) => void openFiles(services, session, files), [services, session]);
  const takeEditor = useCallback(
    (handle: EditorHandle | null) => {
      editor.current = handle;
      onEditor(handle);
    },
    [onEditor],
  );
  const onLine = useCallback((line: number, column?: number) => editor.current?.goToLine(line, column), []);
  const connection = connections.selected?.id;
  const run = () => void session.run(connection);
  const report = async () => {
    try {
      await session.openWorkflow({ name: REPORT });
      session.dismissWelcome();
      await session.run('sample');
    } catch (problem) {
      notices.put({ id: 'open-workflow', type: 'error', header: `“${REPORT}” could not be opened`, text: errorMessage(problem) });
    }
  };
  const onDrop = (event: DragEvent) => {
    setDropping(false);
    if (event.dataTransfer.files.length === 0) return;
    event.preventDefault();
    event.stopPropagation();
    void openFiles(services, session, [...event.dataTransfer.files]);
  };
  const onDragOver = (event: DragEvent) => {
    if (!event.dataTransfer.types.includes('Files')) return;
    event.preventDefault();
    setDropping(true);
  };

  return (
    <div className="sb-workbench">
      <TitleBar session={session} workflow={state.workflow} dirty={state.dirty} onSave={onSave} onFiles={onFiles} />
      {state.ready && state.welcome && <Welcome session={session} onReport={() => void report()} />}
      {state.workflow?.builtin === true && state.dirty && (
        <Alert type="info" header={`You are writing in a copy of “${visibleText(state.workflow.name)}”`}>
          The built-in workflow stays as it is. Give the copy a name to keep it.
        </Alert>
      )}
      <div
        className="sb-bench"
        data-dropping={dropping}
        onDropCapture={onDrop}
        onDragOverCapture={onDragOver}
        onDragLeave={() => setDropping(false)}
      >
        <ControlStrip
          session={session}
          state={state}
          connections={connections}
          findings={findings}
          onFindings={onFindings}
          onRun={run}
        />
        <div className="sb-bench-middle">
          <div className="sb-bench-editor">
            <CodeEditor
              ref={takeEditor}
              content={state.content}
              language={state.language}
              dark={dark}
              tables={connections.selected?.tables ?? []}
              error={error}
              onChange={session.edit}
              onRun={run}
              onSave={onSave}
            />
          </div>
          {findings && state.ready && (
            <FindingsFrame>
              <Boundary>
                <Suspense>
                  <FindingsPanel key={state.content.id} session={session} onLine={onLine} />
                </Suspense>
              </Boundary>
            </FindingsFrame>
          )}
        </div>
        <ParamsStrip session={session} state={state} connection={connections.selected} onRun={run} />
      </div>
      {saving && (
        <Boundary missing={null} onMissing={onNoDialog}>
          <Suspense>
            <SaveDialog session={session} onClose={() => setSaving(false)} />
          </Suspense>
        </Boundary>
      )}
    </div>
  );
}
