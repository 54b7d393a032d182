import './core/configure-zod.ts';
import { StrictMode } from 'react';
import { createRoot, type Root } from 'react-dom/client';
import { readSiteConfig, type SiteConfigRead } from './adapters/config/read-site-config.ts';
import type { ReturnedSignIn } from './adapters/cognito/round-trip.ts';
import { createEngine } from './adapters/duckdb/create-engine.ts';
import { openStorage } from './adapters/storage/open-storage.ts';
import { createBroker } from './broker/broker.ts';
import { composeAws } from './compose-aws.ts';
import { composeServices, version } from './compose-services.ts';
import { createConsoleApi } from './console-api.ts';
import { ToolInputError } from './core/app-error.ts';
import type { Storage } from './core/ports/stores.ts';
import type { Settings } from './core/settings.ts';
import type { Embedded } from './embed/embedded.ts';
import { ProblemFeed } from './problem-feed.ts';
import { createSandbox } from './sandbox/create-sandbox.ts';
import { languages } from './sandbox/languages.ts';
import { readVisit } from './sign-in-return.ts';
import { builtinWorkflows } from './tools/builtins/registry.ts';
import { createConnections } from './tools/create-connections.ts';
import { createRunService } from './tools/runs/create-run-service.ts';
import { createSettings } from './tools/settings-service.ts';
import { createToolbox, describeTools } from './tools/toolbox.ts';
import { App } from './ui/app.tsx';
import { AppServicesContext } from './ui/app-services.ts';
import { FramedNotice } from './ui/framed-notice.tsx';
import { StartFailed } from './ui/start-failed.tsx';

type How = {
  site: Promise<SiteConfigRead>;
  returned?: ReturnedSignIn | undefined;
  /** Where it stands in another page's frame. */
  embedded?: Embedded;
};

/** Builds everything, once. Nothing heavy is loaded: engine and languages load when they are first wanted. */
async function compose({ site, returned, embedded }: How) {
  const problems = new ProblemFeed();
  const storage = await openStorage();
  const settings = await createSettings(storage.settings);
  const sandbox = createSandbox({ runtimes: languages });
  const { engine, tables } = createEngine(storage);
  const aws = await composeAws({ storage, site, returned, embedded, onProblem: problems.report });
  const broker = createBroker({ engine, aws: aws.broker });
  const connections = await createConnections(engine, storage.settings, aws.services.athena);
  const runs = createRunService({
    storage,
    sandbox,
    broker,
    settings: settings.current,
    env: aws.env,
    onProblem: problems.report,
  });
  const context = { storage, broker, connections, tables, runs, builtins: builtinWorkflows, settings: settings.current };
  const toolbox = createToolbox(context);

  storage.changes.subscribe((change) => {
    if (change.store === 'settings' && change.origin === 'elsewhere') settings.reload().catch(problems.report);
  });
  tidyRuns(storage, settings.current).catch(problems.report);
  site.then(({ problem }) => problem !== undefined && problems.report(new ToolInputError(problem)), problems.report);
  return {
    toolbox,
    connections,
    onProblem: problems.report,
    services: composeServices({
      context,
      sandbox,
      engine,
      tables,
      toolbox,
      settings,
      problems,
      site,
      aws,
      embedded: embedded !== undefined,
    }),
  };
}

/** How often it is looked whether another tab was closed in mid-run: one read where nothing is marked as running. */
const WATCH_MS = 15_000;

/** Runs that another tab left behind are marked, now and while this page is open; what is beyond the retention is deleted. */
async function tidyRuns(storage: Storage, settings: () => Settings): Promise<void> {
  setInterval(() => void storage.runs.markInterrupted().catch(reportError), WATCH_MS);
  await storage.runs.markInterrupted();
  await storage.runs.prune(settings().retention);
  await storage.calls.prune(settings().retention.max_age_days);
}

/** Makes the app, shows it, and gives its tools to the console. */
function start(root: Root, how: How): ReturnType<typeof compose> {
  const parts = compose(how);
  Object.defineProperty(window, 'sandbank', {
    value: createConsoleApi(
      version,
      parts.then(({ toolbox }) => toolbox),
      describeTools,
    ),
  });
  parts.then(
    ({ services }) =>
      root.render(
        <StrictMode>
          <AppServicesContext value={services}>
            <App />
          </AppServicesContext>
        </StrictMode>,
      ),
    failed(root),
  );
  return parts;
}

const failed = (root: Root) => (error: unknown) => root.render(<StartFailed error={error} />);

function open(place: HTMLElement, returned: ReturnedSignIn | undefined): void {
  const root = createRoot(place);
  if (window.top === window.self) void start(root, { site: readSiteConfig(), returned });
  else if (!new URLSearchParams(location.search).has('embed')) root.render(<FramedNotice />);
  else import('./open-embedded.tsx').then(({ openEmbedded }) => openEmbedded(root, start)).catch(failed(root));
}

const place = document.getElementById('root') ?? document.body;
const visit = readVisit();
if (visit.kind === 'window') visit.finish(place).catch(reportError);
else if (visit.kind === 'grant') import('./open-grant.tsx').then(({ openGrant }) => openGrant(place)).catch(reportError);
else open(place, visit.kind === 'returned' ? visit.signIn : undefined);
