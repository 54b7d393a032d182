import { createContext, use } from 'react';
import type { Assistant } from '../assistant/assistant.ts';
import type { LocalTables, OnLoadProgress } from '../core/ports/sql-engine.ts';
import type { AthenaConnection } from '../core/ports/athena-connection.ts';
import type { AwsSession } from '../core/ports/aws.ts';
import type { CallLog } from '../core/ports/call-log.ts';
import type { ConsentQueue } from '../core/ports/consent-queue.ts';
import type { SitePolicy } from '../core/aws/aws-config.ts';
import type { CodeAnalysis } from '../core/ports/code-analysis.ts';
import type { Sharing } from '../core/ports/sharing.ts';
import type { SandboxedLanguage } from '../core/ports/code-sandbox.ts';
import type { ChangeFeed, SettingsStore, StorageStatus } from '../core/ports/stores.ts';
import type { Run } from '../core/run.ts';
import type { Settings } from '../core/settings.ts';
import type { WorkflowSummary } from '../core/workflow.ts';
import type { Backup } from '../core/ports/backup.ts';
import type { RunGrants } from '../core/share/run-grants.ts';
import type { RunRequest } from '../tools/run-service.ts';
import type { CallOptions, ToolDescription } from '../tools/tool.ts';
import type { ToolInputs, ToolName, ToolOutputs } from '../tools/tool-types.ts';

/**
 * What the user interface stands on. Whatever a model could do too goes through `callTool`; the rest is what only a person has:
 * settings, picking files, undoing a deletion.
 */
export type AppServices = {
  version: string;
  callTool<Name extends ToolName>(name: Name, input: ToolInputs[Name], options?: CallOptions): Promise<ToolOutputs[Name]>;
  listTools(): ToolDescription[];
  changes: ChangeFeed;
  /** What went wrong beside what the person did (a run that could not be kept): to be told as a notice. */
  problems: { subscribe(listener: (problem: unknown) => void): () => void };
  settings: {
    current(): Settings;
    /** Applies and keeps the change. Throws `ToolInputError` naming a value out of range. */
    update(patch: Partial<Settings>): Promise<void>;
    subscribe(listener: () => void): () => void;
  };
  /** Drafts and other small values of the interface. */
  store: SettingsStore;
  storage: {
    status(): Promise<StorageStatus>;
    persist(): Promise<boolean>;
    /** Every stored file's or picked file's content, for a download without a copy in memory. */
    fileBlob(path: string): Promise<Blob>;
    deleteRun(id: string): Promise<boolean>;
    pruneRuns(): Promise<number>;
  };
  workflows: {
    undelete(id: string): Promise<WorkflowSummary | undefined>;
    /** Saves as the tool `save_workflow` does, with the parameters' form of the workflow (by id) that the code was made from. */
    saveCopy(from: string, input: ToolInputs['save_workflow']): Promise<ToolOutputs['save_workflow']>;
  };
  files: { undelete(path: string): Promise<boolean> };
  tables: LocalTables;
  aws: {
    session: AwsSession;
    athena: AthenaConnection;
    /** What the site lets code do; the program's defaults until the site's configuration is read. */
    policy: () => SitePolicy;
    calls: Pick<CallLog, 'list'>;
    /** Bytes that queries have scanned today (UTC), of this browser. */
    scannedToday(): Promise<number>;
    consent: ConsentQueue;
  };
  engine: { state(): 'not loaded' | 'loading' | 'ready' | 'failed'; load(onProgress?: OnLoadProgress): Promise<void> };
  /** Loads a language's bytes and keeps a spare worker, while the person is still reading. */
  warm(language: SandboxedLanguage): void;
  /** Runs code that is not the person's own, with what they granted to it; it is no tool, so that nobody else can grant anything. */
  runOnce(request: Omit<RunRequest, 'workflow'> & { grants: RunGrants }, options: CallOptions): Promise<Run>;
  /** Everything as one archive, and back; loaded when it is first asked for. */
  backup(): Promise<Backup>;
  /** Sending and receiving workflows, loaded when it is first asked for. */
  sharing(): Promise<Sharing>;
  /** What code will touch, as far as its text tells; loaded when it is first asked for. */
  analysis(): Promise<CodeAnalysis>;
  /** The chat, loaded when it is first asked for. */
  assistant(): Promise<Assistant>;
};

export const AppServicesContext = createContext<AppServices | null>(null);

/** Throws outside of the provider: a mistake in the composition, never a state of the app. */
export function useAppServices(): AppServices {
  const services = use(AppServicesContext);
  if (services === null) throw new Error('AppServicesContext has no provider');
  return services;
}
