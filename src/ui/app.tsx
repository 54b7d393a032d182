import '@cloudscape-design/global-styles/index.css';
import Spinner from '@cloudscape-design/components/spinner';
import { Suspense, useCallback, useEffect, useMemo, useRef, useState, useSyncExternalStore } from 'react';
import type { LanguageId } from '../core/run.ts';
import { useAppServices } from './app-services.ts';
import type { EditorHandle } from './components/code-editor/code-editor.tsx';
import { Boundary } from './components/boundary.tsx';
import './components/install-prompt.ts';
import { lazyPart } from './components/lazy-part.tsx';
import { defineDesignVariables } from './components/design-variables.ts';
import { watchNewerVersions } from './features/workbench/newer-version.ts';
import { OutputPane, OutputStatus } from './features/workbench/output-pane.tsx';
import { WorkbenchPage } from './features/workbench/workbench-page.tsx';
import { WorkbenchSession } from './features/workbench/workbench-session.ts';
import { FramedNotice } from './framed-notice.tsx';
import { formatRoute, navigate, parseRoute, replaceRoute, useRoute, type Route, type WorkbenchQuery } from './shell/router.ts';
import { Shell } from './shell/shell.tsx';
import { UnknownPage } from './shell/unknown-page.tsx';
import { useAppearance } from './shell/use-appearance.ts';
import { useOffline } from './shell/use-offline.ts';
import { useProblemNotices } from './shell/use-problem-notices.ts';
import { useSignInNotices } from './shell/use-sign-in-notices.ts';
import { useStorageNotices } from './shell/use-storage-notices.ts';

const WorkflowsPage = lazyPart(() => import('./features/workflows/workflows-page.tsx').then((module) => module.WorkflowsPage));
const DataPage = lazyPart(() => import('./features/data/data-page.tsx').then((module) => module.DataPage));
const RunsPage = lazyPart(() => import('./features/runs/runs-page.tsx').then((module) => module.RunsPage));
const SettingsPage = lazyPart(() => import('./features/settings/settings-page.tsx').then((module) => module.SettingsPage));
const SharePage = lazyPart(() => import('./features/share/share-page.tsx').then((module) => module.SharePage));
const ReceivedPage = lazyPart(() => import('./features/received/received-page.tsx').then((module) => module.ReceivedPage));
const BackupPage = lazyPart(() => import('./features/backup/backup-page.tsx').then((module) => module.BackupPage));
const ConsentDialog = lazyPart(() => import('./shell/consent-dialog.tsx').then((module) => module.ConsentDialog));
const ChatPane = lazyPart(() => import('./features/chat/chat-pane.tsx').then((module) => module.ChatPane));

defineDesignVariables();

/** The whole interface. It stands on `AppServicesContext`. */
export function App() {
  const session = useSession();
  const route = useRoute();
  const [outputOpen, setOutputOpen] = useState(true);
  const editor = useRef<EditorHandle>(null);
  useAppearance();
  useStorageNotices();
  useProblemNotices();
  useSignInNotices();
  useOffline(session.keepNow);
  // Not read as state of the whole app: a click on Run would draw all of it anew before anything else happens.
  useEffect(() => {
    let shown = session.state().run;
    return session.subscribe(() => {
      const { run } = session.state();
      if (run !== null && run !== shown) setOutputOpen(true);
      shown = run;
    });
  }, [session]);
  const onLine = useCallback((line: number, position?: number) => editor.current?.goToLine(line, position), []);
  const onEditor = useCallback((handle: EditorHandle | null) => {
    editor.current = handle;
  }, []);

  const onOpenCode = useCallback(
    (code: string, language: LanguageId) => {
      session.openCode(code, language);
      navigate({ page: 'workbench' });
    },
    [session],
  );
  const chat = useCallback(
    (leave: () => void, byItself: boolean) => (
      <Boundary>
        <Suspense fallback={<Spinner />}>
          <ChatPane byItself={byItself} onOpenCode={onOpenCode} onLeave={leave} />
        </Suspense>
      </Boundary>
    ),
    [onOpenCode],
  );

  const output = route.page === 'workbench' ? <OutputPane session={session} onLine={onLine} /> : undefined;
  return (
    <>
      <Questions />
      <Shell
        route={route}
        output={output}
        outputStatus={<OutputStatus session={session} />}
        outputOpen={outputOpen}
        onOutputOpen={setOutputOpen}
        chat={chat}
      >
        <Boundary key={route.page}>
          <Suspense fallback={<Spinner size="large" />}>
            <Page route={route} session={session} onEditor={onEditor} />
          </Suspense>
        </Boundary>
      </Shell>
    </>
  );
}

/** Loads the dialog when something is first asked. */
function Questions() {
  const { consent } = useAppServices().aws;
  const asked = useSyncExternalStore(
    (listener) => consent.subscribe(listener),
    () => consent.first() !== undefined,
  );
  return (
    asked && (
      <Boundary>
        <Suspense>
          <ConsentDialog />
        </Suspense>
      </Boundary>
    )
  );
}

type PageProps = { route: Route; session: WorkbenchSession; onEditor: (handle: EditorHandle | null) => void };

function Page({ route, session, onEditor }: PageProps) {
  const address = formatRoute(route);
  const asked = useMemo(() => askedOf(parseRoute(address)), [address]);
  // Whoever has gone on to another page meanwhile is not taken from it.
  const onOpened = useCallback(() => {
    if (parseRoute(location.hash).page === 'workbench') replaceRoute({ page: 'workbench' });
  }, []);
  // What it asks of the person is not asked where another page may lie over it.
  if (useAppServices().embedded && (route.page === 'open' || route.page === 'received'))
    return <FramedNotice header="A workflow that was sent is not opened inside another page" />;
  switch (route.page) {
    case 'workbench':
      return <WorkbenchPage session={session} asked={asked} onOpened={onOpened} onEditor={onEditor} />;
    case 'workflows':
      return <WorkflowsPage />;
    case 'data':
      return <DataPage />;
    case 'runs':
      return <RunsPage />;
    case 'settings':
      return <SettingsPage />;
    case 'share':
      return <SharePage workflow={route.workflow} version={route.version} />;
    case 'open':
      return <ReceivedPage key={route.payload} payload={route.payload} />;
    case 'received':
      return <ReceivedPage payload={undefined} />;
    case 'backup':
      return <BackupPage />;
    case 'unknown':
      return <UnknownPage hash={route.hash} />;
  }
}

/** What the address asks the workbench to open, if it asks for anything. */
function askedOf(route: Route): WorkbenchQuery | undefined {
  if (route.page !== 'workbench') return undefined;
  const { page: _, ...query } = route;
  return Object.keys(query).length === 0 ? undefined : query;
}

/** One session for as long as the app stands: a run goes on while the person looks at another page. */
function useSession(): WorkbenchSession {
  const services = useAppServices();
  const session = useMemo(() => new WorkbenchSession(services), [services]);
  useEffect(() => {
    const stopWatching = watchNewerVersions(session, services);
    void session.restore();
    const onHide = () => session.keep();
    addEventListener('pagehide', onHide);
    document.addEventListener('visibilitychange', onHide);
    return () => {
      stopWatching();
      removeEventListener('pagehide', onHide);
      document.removeEventListener('visibilitychange', onHide);
    };
  }, [session, services]);
  return session;
}
