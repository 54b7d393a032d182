import { version } from '../package.json';
import type { SiteConfigRead } from './adapters/config/read-site-config.ts';
import type { ComposedAws } from './compose-aws.ts';
import type { CodeSandbox } from './core/ports/code-sandbox.ts';
import type { LocalTables, SqlEngine } from './core/ports/sql-engine.ts';
import { NotFoundError } from './core/app-error.ts';
import { loadOnce } from './load-once.ts';
import { describeTools, type Toolbox } from './tools/toolbox.ts';
import type { SettingsService } from './tools/settings-service.ts';
import { saveCopy } from './tools/save-workflow.ts';
import type { ToolContext } from './tools/tool.ts';
import type { ToolOutputs } from './tools/tool-types.ts';
import type { AppServices } from './ui/app-services.ts';

type Parts = {
  context: ToolContext;
  sandbox: CodeSandbox;
  engine: SqlEngine;
  tables: LocalTables;
  toolbox: Toolbox;
  settings: SettingsService;
  problems: AppServices['problems'] & { report: (problem: unknown) => void };
  site: Promise<SiteConfigRead>;
  aws: Pick<ComposedAws, 'services' | 'signing'>;
};

export { version };

/** What the user interface is given: the toolbox, and what only a person has. */
export function composeServices({
  context,
  sandbox,
  engine,
  tables,
  toolbox,
  settings,
  problems,
  site,
  aws,
}: Parts): AppServices {
  const { storage } = context;
  return {
    version,
    problems,
    // The registry's type ties every name to what its tool answers.
    callTool: async (name, input, options) => (await toolbox.call(name, input, options)) as ToolOutputs[typeof name],
    listTools: describeTools,
    changes: storage.changes,
    settings,
    store: storage.settings,
    storage: {
      status: () => storage.status(),
      persist: () => storage.persist(),
      async fileBlob(path) {
        const stored = await storage.files.read(path);
        if (stored === undefined) throw new NotFoundError(`There is no file "${path}" in the workspace any more.`);
        const { content } = stored;
        return new Blob([content instanceof Blob ? content : await content.arrayBuffer()], { type: 'application/octet-stream' });
      },
      deleteRun: (id) => storage.runs.delete(id),
      pruneRuns: () => storage.runs.prune(settings.current().retention),
    },
    workflows: {
      undelete: (id) => storage.workflows.undelete(id),
      saveCopy: (from, input) => saveCopy(from, input, context),
    },
    files: { undelete: (path) => storage.files.undelete(path) },
    tables,
    aws: aws.services,
    engine: { state: () => engine.state, load: (onProgress) => engine.load(onProgress) },
    runOnce: (request, options) =>
      context.runs.execute({ ...request, connection: context.connections.resolve(request.connection) }, options),
    backup: loadOnce(async () => {
      const { createBackup } = await import('./adapters/backup/create-backup.ts');
      return createBackup({
        storage,
        settings: settings.current,
        changeSettings: settings.update,
        builtins: context.builtins,
        appVersion: version,
        onTables: () => tables.reload(),
      });
    }),
    sharing: loadOnce(async () => {
      const { createSharing } = await import('./adapters/sharing/create-sharing.ts');
      return await createSharing({ storage });
    }),
    analysis: loadOnce(async () => {
      const { createCodeAnalysis } = await import('./adapters/analysis/create-code-analysis.ts');
      return createCodeAnalysis({ sandbox });
    }),
    assistant: loadOnce(async () => {
      const { composeAssistant } = await import('./compose-assistant.ts');
      return await composeAssistant({
        toolbox,
        conversations: storage.conversations,
        changes: storage.changes,
        store: storage.settings,
        settings,
        onProblem: problems.report,
        aws: aws.signing,
        selectedConnection: () => context.connections.resolve(undefined),
        config: (await site).config,
      });
    }),
    warm(language) {
      // A failure shows, with its cause, when code is run.
      sandbox.warm(language).catch(() => undefined);
    },
  };
}
