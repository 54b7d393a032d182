import { defaultLimits, type Limits } from '../../src/core/limits.ts';
import type {
  CapabilityAnswer,
  CapabilityContext,
  CapabilityRequest,
  CodeSandbox,
  SandboxEvent,
  SandboxHooks,
  SandboxOutcome,
  SandboxRequest,
} from '../../src/core/ports/code-sandbox.ts';

export type Recorded = { outcome: SandboxOutcome; events: SandboxEvent[]; stdout: string; stderr: string };

export type RunOptions = Partial<Omit<SandboxRequest, 'code' | 'limits'>> & {
  limits?: Partial<Limits>;
  signal?: AbortSignal;
  onEvent?: SandboxHooks['onEvent'];
  onRequest?: SandboxHooks['onRequest'];
};

const NO_QUERIES: CapabilityAnswer = { ok: false, error: { type: 'QueryError', message: 'this test answers no query' } };

type QueryRequest = Extract<CapabilityRequest, { capability: 'query' }>;

/** Answers queries, and nothing else that code asks for. */
export function answering(
  query: (request: QueryRequest, context: CapabilityContext) => Promise<CapabilityAnswer>,
): SandboxHooks['onRequest'] {
  return (request, context) => (request.capability === 'query' ? query(request, context) : Promise.resolve(NO_QUERIES));
}

/** Runs code in the sandbox and keeps all that it said. */
export async function runIn(sandbox: CodeSandbox, code: string, options: RunOptions = {}): Promise<Recorded> {
  const { limits, signal, onEvent, onRequest, ...rest } = options;
  const events: SandboxEvent[] = [];
  const outcome = await sandbox.run(
    { run_id: 'test', language: 'javascript', params: {}, files: [], ...rest, code, limits: { ...defaultLimits, ...limits } },
    {
      ...(signal ? { signal } : {}),
      onEvent: (event) => {
        events.push(event);
        onEvent?.(event);
      },
      onRequest: onRequest ?? (() => Promise.resolve(NO_QUERIES)),
    },
  );
  return { outcome, events, stdout: printed(events, 'stdout'), stderr: printed(events, 'stderr') };
}

function printed(events: SandboxEvent[], stream: 'stdout' | 'stderr'): string {
  return events.map((event) => (event.type === stream ? event.text : '')).join('');
}
