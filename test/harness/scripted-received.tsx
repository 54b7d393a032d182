import { ShareError } from '../../src/core/app-error.ts';
import type { CodeFindings } from '../../src/core/ports/code-analysis.ts';
import type { KnownSigner, LocalOrigin, OpenedShare, Sharing, SignatureCheck } from '../../src/core/ports/sharing.ts';
import type { SaveWorkflow } from '../../src/core/ports/stores.ts';
import type { Run } from '../../src/core/run.ts';
import { defaultSettings } from '../../src/core/settings.ts';
import type { SharedWorkflow } from '../../src/core/share/shared-workflow.ts';
import type { RunRequest } from '../../src/tools/run-service.ts';
import type { ReceivedPlace } from '../../src/tools/save-workflow.ts';
import type { CallOptions } from '../../src/tools/tool.ts';
import type { LoadedWorkflow } from '../../src/tools/tool-types.ts';
import { siteConfigSchema } from '../../src/core/config.ts';
import { AppServicesContext, type AppServices } from '../../src/ui/app-services.ts';
import { ReceivedPage } from '../../src/ui/features/received/received-page.tsx';

export const ORIGIN = 'abcdefghijklmnopqrstuv';
const AT = '2026-11-20T14:00:00.000Z';

export function sharedWorkflow(rest: Partial<SharedWorkflow> = {}): SharedWorkflow {
  return {
    format: 1,
    origin: ORIGIN,
    name: 'Team costs',
    description: 'Cost by team',
    tags: ['monthly'],
    language: 'python',
    code: 'rows = query("SELECT 1")\nprint(rows)\n',
    version: 3,
    created_at: AT,
    capabilities: ['query'],
    ...rest,
  };
}

export function loadedWorkflow(rest: Partial<LoadedWorkflow> = {}): LoadedWorkflow {
  const { name, description, tags, language, code } = sharedWorkflow();
  const about = { id: 'wf-1', name, description, tags, language, code, version: 2, builtin: false };
  return { ...about, created_at: AT, updated_at: AT, last_run_at: null, versions: [], ...rest };
}

export function findings(rest: Partial<CodeFindings> = {}): CodeFindings {
  const none = { imports: [], calls: [], queries: [], aws: [], files: [], network: [], dynamic: [], params: [] };
  return { language: 'python', ...none, capabilities: ['query'], ...rest };
}

export type Scene = {
  workflow?: SharedWorkflow;
  signature?: SignatureCheck;
  passphrase?: string;
  problem?: ShareError;
  found?: CodeFindings | Error;
  local?: LoadedWorkflow[];
  origins?: LocalOrigin[];
  signers?: KnownSigner[];
  /** What a run does; ends at once where it is left out. */
  run?: (request: RunRequest, options: CallOptions) => Promise<Run>;
};

/** Everything that the page asked for beyond reading, in order. */
export type Done = [what: string, ...rest: unknown[]];

export function endedRun(rest: Partial<Run> = {}): Run {
  const nothing = { stderr: '', output_truncated: false, result: null, displays: [], files: [], error: null, calls: [] };
  return {
    run_id: 'run-1',
    language: 'python',
    runtime: 'none',
    connection: 'sample',
    code: '',
    params: {},
    status: 'succeeded',
    stdout: 'forty-two\n',
    started_at: AT,
    duration_ms: 1,
    ...nothing,
    ...rest,
  };
}

/** The page over ports whose answers the test writes: `done` is what it did, and stays empty while it only reads. */
export function receivedScene(scene: Scene) {
  const done: Done[] = [];
  const signers = [...(scene.signers ?? [])];
  const opened = (passphrase: string | undefined): OpenedShare => {
    if (scene.problem !== undefined) throw scene.problem;
    if (scene.passphrase !== undefined && passphrase === undefined) return { kind: 'locked' };
    if (scene.passphrase !== undefined && passphrase !== scene.passphrase)
      throw new ShareError('wrong_passphrase', 'The passphrase does not open this link.');
    return {
      kind: 'open',
      received: { workflow: scene.workflow ?? sharedWorkflow(), signature: scene.signature ?? { state: 'unsigned' } },
    };
  };
  const sharing: Partial<Sharing> = {
    openLink: async (_payload, passphrase) => await Promise.resolve(opened(passphrase)),
    openFile: async (_file, passphrase) => await Promise.resolve(opened(passphrase)),
    importedFrom: (origin) => Promise.resolve((scene.origins ?? []).filter((each) => each.origin === origin)),
    knownSigners: () => Promise.resolve([...signers]),
    nameSigner(key_id, name) {
      done.push(['nameSigner', key_id, name]);
      signers.push({ key_id, name, known_since: AT });
      return Promise.resolve();
    },
    rememberImport(origin) {
      done.push(['rememberImport', origin]);
      return Promise.resolve();
    },
  };
  const local = scene.local ?? [];
  const services = {
    sharing: () => Promise.resolve(sharing as Sharing),
    analysis: () =>
      Promise.resolve({
        analyse: () => (scene.found instanceof Error ? Promise.reject(scene.found) : Promise.resolve(scene.found ?? findings())),
      }),
    callTool(name: string, input: { id?: string }) {
      if (name === 'list_workflows') return Promise.resolve({ workflows: local });
      const found = local.find(({ id }) => id === input.id);
      if (name === 'load_workflow' && Object.keys(input).length === 1 && found !== undefined) return Promise.resolve(found);
      done.push([name, input]);
      return Promise.reject(new Error(`${name} was called`));
    },
    workflows: {
      saveReceived(input: SaveWorkflow, place: ReceivedPlace) {
        done.push(['saveReceived', input, place]);
        return Promise.resolve({ id: 'wf-new', name: input.name, version: 1 });
      },
    },
    async runOnce(request: RunRequest, options: CallOptions) {
      done.push(['runOnce', request]);
      return await (scene.run?.(request, options) ?? Promise.resolve(endedRun()));
    },
    changes: { subscribe: () => () => undefined },
    settings: { current: () => defaultSettings, subscribe: () => () => undefined },
    aws: {
      policy: () => siteConfigSchema.parse({}).policy,
      session: { state: { status: 'not configured' } },
      athena: { target: () => undefined },
    },
  } as unknown as AppServices;
  return { done, services };
}

export function ReceivedScene({ services, payload }: { services: AppServices; payload: string | undefined }) {
  return (
    <AppServicesContext value={services}>
      <ReceivedPage payload={payload} />
    </AppServicesContext>
  );
}
