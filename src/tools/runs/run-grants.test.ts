import { describe, expect, it, vi } from 'vitest';
import type { Broker } from '../../broker/broker.ts';
import type { CapabilityRequest, CodeSandbox, SandboxRequest } from '../../core/ports/code-sandbox.ts';
import type { Storage } from '../../core/ports/stores.ts';
import { defaultSettings } from '../../core/settings.ts';
import { NO_GRANTS, type RunGrants } from '../../core/share/run-grants.ts';
import { createRunService } from './create-run-service.ts';

const content = new TextEncoder().encode('1');
const kept = { path: 'data/new.csv', bytes: 1, media_type: 'text/csv', modified_at: '2026-11-21T00:00:00Z' };

/** Code that asks for everything: it queries, calls AWS and writes a file, and says what it saw. */
function everything() {
  const seen: SandboxRequest[] = [];
  const asks: CapabilityRequest[] = [
    { capability: 'query', sql: 'SELECT 1' },
    { capability: 'aws', service: 'sts', operation: 'GetCallerIdentity', input_json: '{}' },
  ];
  const sandbox = {
    runtimeName: () => 'none',
    async run(request, { onRequest }) {
      seen.push(request);
      const context = { signal: new AbortController().signal, pauseClock: () => () => undefined };
      const answers = await Promise.all(asks.map((ask) => onRequest(ask, context)));
      const result = answers.map((answer) => (answer.ok ? 'answered' : `${answer.error.type}: ${answer.error.message}`));
      const changes = [{ path: 'data/new.csv', content }];
      return { status: 'succeeded', result, error: null, changes, output_truncated: false, duration_ms: 1 };
    },
  } as Partial<CodeSandbox> as CodeSandbox;
  const query = vi.fn(() =>
    Promise.resolve({ columns: [], chunks: [], row_count: 0, truncated: false, duration_ms: 1, rows: () => Promise.resolve([]) }),
  );
  const aws = vi.fn(() => Promise.resolve({ json: '{}', blobs: [] }));
  const commit = vi.fn(() => Promise.resolve([kept]));
  const storage = {
    files: {
      snapshot: () => Promise.resolve([{ file: kept, content: new Blob(['1']) }]),
      list: () => Promise.resolve([kept]),
      commit,
    },
    runs: { begin: () => Promise.resolve(), checkpoint: () => Promise.resolve(), finish: () => Promise.resolve() },
  } as unknown as Storage;
  const broker: Broker = { query, aws };
  const runs = createRunService({ storage, sandbox, broker, settings: () => defaultSettings, onProblem: () => undefined });
  const run = async (grants: RunGrants | undefined, connection: string, language: 'python' | 'sql' = 'python') =>
    await runs.execute(
      { language, code: 'SELECT 1', params: {}, connection, timeout_s: 30, ...(grants === undefined ? {} : { grants }) },
      { confirmChanges: () => Promise.resolve(true) },
    );
  return { run, seen, query, aws, commit };
}

const ALL: RunGrants = { query: true, read_files: true, write_files: true, aws: true };
const noQuery = 'PolicyError: The person did not grant queries to this run.';
const noAws = 'PolicyError: The person did not grant AWS to this run.';

describe('a run does what it was granted, and nothing else', () => {
  it.each([
    {
      name: 'its own code, of which nobody was asked',
      grants: undefined,
      connection: 'sample',
      result: ['answered', 'answered'],
      files: 1,
      kept: 1,
    },
    { name: 'all', grants: ALL, connection: 'athena', result: ['answered', 'answered'], files: 1, kept: 1 },
    { name: 'nothing', grants: NO_GRANTS, connection: 'sample', result: [noQuery, noAws], files: 0, kept: 0 },
    {
      name: 'queries',
      grants: { ...NO_GRANTS, query: true },
      connection: 'sample',
      result: ['answered', noAws],
      files: 0,
      kept: 0,
    },
    {
      name: 'queries, but not of AWS',
      grants: { ...NO_GRANTS, query: true },
      connection: 'athena',
      result: [noAws, noAws],
      files: 0,
      kept: 0,
    },
    {
      name: 'AWS, but no queries',
      grants: { ...NO_GRANTS, aws: true },
      connection: 'athena',
      result: [noQuery, 'answered'],
      files: 0,
      kept: 0,
    },
    {
      name: 'files to read',
      grants: { ...NO_GRANTS, read_files: true },
      connection: 'sample',
      result: [noQuery, noAws],
      files: 1,
      kept: 0,
    },
    {
      name: 'files to write',
      grants: { ...NO_GRANTS, write_files: true },
      connection: 'sample',
      result: [noQuery, noAws],
      files: 0,
      kept: 1,
    },
  ])('$name', async ({ grants, connection, result, files, kept: keptFiles }) => {
    const { run, seen, query, aws, commit } = everything();
    const answer = await run(grants, connection);
    expect(answer.result).toEqual(result);
    expect(seen[0]?.files).toHaveLength(files);
    expect(answer.files).toHaveLength(keptFiles);
    expect(commit).toHaveBeenCalledTimes(keptFiles);
    expect(query).toHaveBeenCalledTimes(result[0] === 'answered' ? 1 : 0);
    expect(aws).toHaveBeenCalledTimes(result[1] === 'answered' ? 1 : 0);
    const told =
      keptFiles === 0 ? expect.stringContaining('Not kept, as the person did not allow it: changes to data/new.csv') : '';
    expect(answer.stderr).toEqual(told);
    expect(answer.workflow_id).toBeUndefined();
    expect(answer.received).toBe(grants === undefined ? undefined : true);
  });

  it.each([
    { grants: NO_GRANTS, connection: 'sample', message: noQuery },
    { grants: { ...ALL, aws: false }, connection: 'athena', message: noAws },
  ])('SQL on $connection: $message', async ({ grants, connection, message }) => {
    const { run, query } = everything();
    const { status, error } = await run(grants, connection, 'sql');
    expect({ status, error: `${error?.type}: ${error?.message}` }).toEqual({ status: 'failed', error: message });
    expect(query).not.toHaveBeenCalled();
  });

  it('SQL that may query', async () => {
    const { run, query } = everything();
    expect(await run({ ...NO_GRANTS, query: true }, 'sample', 'sql')).toMatchObject({ status: 'succeeded' });
    expect(query).toHaveBeenCalledOnce();
  });
});
