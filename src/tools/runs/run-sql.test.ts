import { describe, expect, it, vi } from 'vitest';
import type { Broker, BrokerQuery } from '../../broker/broker.ts';
import { PolicyError, QueryError } from '../../core/app-error.ts';
import type { JsonObject } from '../../core/json.ts';
import type { RunStore } from '../../core/ports/stores.ts';
import type { Run } from '../../core/run.ts';
import { defaultSettings } from '../../core/settings.ts';
import { LiveRun } from './live-run.ts';
import { runSql } from './run-sql.ts';

const store = { checkpoint: () => Promise.resolve() } as unknown as RunStore;

function liveRun(code: string, params: JsonObject = {}, onEvent?: () => void): LiveRun {
  const run: Run = {
    run_id: 'run_1',
    language: 'sql',
    runtime: 'none',
    connection: 'sample',
    code,
    params,
    status: 'running',
    stdout: '',
    stderr: '',
    output_truncated: false,
    result: null,
    displays: [],
    files: [],
    error: null,
    started_at: '2026-11-01T00:00:00.000Z',
    duration_ms: 0,
    calls: [],
  };
  return new LiveRun(run, store, onEvent);
}

const noAws: Broker['aws'] = () => Promise.reject(new PolicyError('no AWS here'));

/** Fails as an engine does that finds `word` and can't resolve it. */
function engineWithout(word: string): Broker {
  return {
    aws: noAws,
    query({ sql }: BrokerQuery) {
      const lines = sql.split('\n');
      const line = lines.findIndex((each) => each.includes(word)) + 1;
      const position = (lines[line - 1] ?? '').indexOf(word) + 1;
      const message = `COLUMN_NOT_FOUND: line ${line}:${position}: Column '${word}' cannot be resolved`;
      return Promise.reject(new QueryError(message, { line, position }));
    },
  };
}

describe('runSql', () => {
  it('says on stderr how the query was read', async () => {
    const live = liveRun('SELECT 1 FROM billing.cur');
    const note = 'The database billing is not here: the table cur of the connection sample was read in its place';
    const answer = { columns: [], chunks: [], row_count: 0, truncated: false, duration_ms: 1, notes: [note] };
    await runSql(
      live,
      { aws: noAws, query: () => Promise.resolve({ ...answer, rows: () => Promise.resolve([]) }) },
      defaultSettings.limits,
    );
    expect(live.run.stderr).toBe(`${note}.\n`);
  });

  it('says where the error is in the text as it was written, not as it was bound', async () => {
    const live = liveRun("SELECT 1,\n  '${team}' || :other || nope FROM cur", { team: 'data', other: 'quite long a text' });
    const { status, error } = await runSql(live, engineWithout('nope'), defaultSettings.limits);
    expect(status).toBe('failed');
    expect(error).toEqual({
      type: 'QueryError',
      message: "COLUMN_NOT_FOUND: line 2:26: Column 'nope' cannot be resolved",
      line: 2,
      position: 26,
    });
  });

  it('fails by the name of a parameter that is missing', async () => {
    const outcome = await runSql(liveRun('SELECT 1 FROM ${table_name}', { t: 1 }), engineWithout('x'), defaultSettings.limits);
    expect(outcome.error).toMatchObject({ type: 'ToolInputError', message: expect.stringContaining('"table_name"') });
  });
});

describe('LiveRun', () => {
  it('reports a listener that throws once, and goes on telling it', () => {
    const reported = vi.fn<(error: unknown) => void>();
    vi.stubGlobal('reportError', reported);
    let told = 0;
    const live = liveRun('', {}, () => {
      told++;
      throw new Error('a mistake of the caller');
    });
    for (let at = 0; at < 5; at++) live.emit({ type: 'stdout', text: 'x' });
    vi.unstubAllGlobals();
    expect(told).toBe(5);
    expect(reported).toHaveBeenCalledOnce();
  });
});
