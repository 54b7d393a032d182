import { describe, expect, it } from 'vitest';
import { createMemoryStorage } from '../adapters/memory/create-memory-storage.ts';
import { createAthenaEngine } from '../adapters/athena/create-athena-engine.ts';
import { executionOf, READY_GROUP, resultPageOf, type Scripted, scriptedAws } from '../../test/harness/scripted-aws.ts';
import { withRows } from '../broker/query-rows.ts';
import { AwsError } from '../core/app-error.ts';
import { type AwsConfig, awsConfigSchema } from '../core/aws/aws-config.ts';
import type { Connection, QueryResult } from '../core/dataset.ts';
import type { AwsSession, AwsSessionState } from '../core/ports/aws.ts';
import type { SqlEngine } from '../core/ports/sql-engine.ts';
import { createAthenaConnection } from './create-athena-connection.ts';
import { createConnections } from './create-connections.ts';
import { createToolbox } from './toolbox.ts';
import type { ToolContext } from './tool.ts';
import type { TableProfile } from './tool-types.ts';

const CONFIG = awsConfigSchema.parse({
  region: 'us-east-1',
  identity_pool_id: 'us-east-1:00000000-0000-0000-0000-000000000000',
  sign_in: { kind: 'oidc', issuer: 'https://id.example.com', client_id: 'page' },
  athena: { workgroups: ['finops', 'adhoc'], database: 'billing' },
});

const signedIn = (user = 'ada'): AwsSessionState => ({
  status: 'signed in',
  identity: {
    account_id: '111122223333',
    arn: `arn:aws:sts::111122223333:assumed-role/analyst/${user}`,
    role_name: 'analyst',
    user,
    expires_at: '2026-11-30T12:00:00.000Z',
  },
});

function session(config: AwsConfig | undefined, state: AwsSessionState) {
  const listeners = new Set<() => void>();
  const now = { config, state };
  const value: AwsSession = {
    get state() {
      return now.state;
    },
    source: 'site',
    config: () => now.config,
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    configure: () => Promise.resolve(),
    signIn: () => Promise.resolve(),
    signOut: () => Promise.resolve(),
  };
  return {
    value,
    set(next: Partial<typeof now>) {
      Object.assign(now, next);
      for (const listener of listeners) listener();
    },
  };
}

const TABLES: Scripted = {
  TableMetadataList: [
    {
      Name: 'cur_2',
      Columns: [
        { Name: 'line_item_unblended_cost', Type: 'double' },
        { Name: 'line_item_line_item_type', Type: 'string' },
        { Name: 'resource_tags', Type: 'map<string,string>' },
      ],
      PartitionKeys: [{ Name: 'billing_period', Type: 'string' }],
    },
  ],
};

const SCRIPT: Record<string, Scripted> = {
  'athena:GetWorkGroup': READY_GROUP,
  'athena:ListTableMetadata': TABLES,
  'athena:StartQueryExecution': { QueryExecutionId: 'q-1' },
  'athena:GetQueryExecution': executionOf('SUCCEEDED', { scanned: 10_485_760 }),
  'athena:GetQueryResults': resultPageOf([{ name: 'n', type: 'bigint' }], [['n'], ['1']]),
};

async function bench(state: AwsSessionState, script: Record<string, Scripted> = {}, config: AwsConfig | undefined = CONFIG) {
  const storage = createMemoryStorage();
  const aws = scriptedAws({ ...SCRIPT, ...script });
  const who = session(config, state);
  const engine = createAthenaEngine({
    outputLocation: () => undefined,
    onProblem: () => undefined,
    wait: () => Promise.resolve(),
  });
  const athena = await createAthenaConnection({ engine, aws: () => aws.caller, session: who.value, store: storage.settings });
  const embedded: Partial<SqlEngine> = { state: 'not loaded', tables: () => Promise.resolve([]) };
  const connections = await createConnections(embedded as SqlEngine, storage.settings, athena);
  const context: Partial<ToolContext> = {
    storage,
    connections,
    broker: {
      aws: () => Promise.reject(new Error('not here')),
      async query({ sql, max_rows, max_bytes }) {
        const target = athena.target();
        if (target === undefined) throw new Error('no target');
        return withRows(await engine.query({ target, sql, max_rows, max_bytes }, aws.caller));
      },
    },
    tables: { list: () => Promise.resolve([]), describe: () => Promise.reject(new Error('not here')) },
  };
  const toolbox = createToolbox(context as ToolContext);
  const listed = async () =>
    ((await toolbox.call('list_connections', {})) as { connections: Connection[] }).connections.find(({ id }) => id === 'athena');
  return { ...aws, storage, who, athena, connections, toolbox, listed };
}

describe('the connection athena', () => {
  it('is listed with its workgroup, tables and what they are', async () => {
    const { listed } = await bench(signedIn());
    expect(await listed()).toMatchObject({
      kind: 'athena',
      label: 'Athena (finops)',
      status: 'ready',
      selected: false,
      tables: [{ name: 'cur_2', kind: 'CUR 2.0' }],
    });
  });

  it('is not there where the site names none, and says so', async () => {
    const { athena: _, ...none } = CONFIG;
    const { listed, connections } = await bench(signedIn(), {}, none);
    expect(await listed()).toBeUndefined();
    expect(() => connections.resolve('athena')).toThrow(/Athena is not set up here/u);
    expect(() => connections.resolve('athna')).toThrow(/Did you mean|The connections are "sample", "local"/u);
  });

  it.each<[AwsSessionState, string]>([
    [{ status: 'signed out' }, 'signed out: sign in to AWS in Settings'],
    [{ status: 'signed out', problem: 'The sign-in has expired.' }, 'signed out: The sign-in has expired.'],
    [{ status: 'signing in' }, 'signing in'],
  ])('asks nothing while nobody is signed in: %j', async (state, status) => {
    const { listed, calls } = await bench(state);
    expect(await listed()).toMatchObject({ status, tables: [] });
    expect(calls).toEqual([]);
  });

  it('asks for its tables once, and anew for another person or when told to', async () => {
    const { athena, named, who } = await bench(signedIn());
    await Promise.all([athena.tables(), athena.tables()]);
    await athena.tables();
    expect(named('ListTableMetadata')).toHaveLength(1);
    who.set({ state: signedIn() });
    await athena.tables();
    expect(named('ListTableMetadata')).toHaveLength(1);
    who.set({ state: signedIn('bob') });
    await athena.tables();
    athena.reload();
    await athena.tables();
    expect(named('ListTableMetadata')).toHaveLength(3);
    expect(named('ListTableMetadata')[0]).toMatchObject({ CatalogName: 'AwsDataCatalog', DatabaseName: 'billing' });
  });

  it('tells what is wrong, and lists the others all the same', async () => {
    const denied = new AwsError('AccessDeniedException', 'You are not authorized to perform: athena:ListTableMetadata.', {
      status: 400,
    });
    const { listed, toolbox } = await bench(signedIn(), { 'athena:ListTableMetadata': denied, 'glue:GetTables': denied });
    expect(await listed()).toMatchObject({ status: expect.stringContaining('glue:GetTables alone') as string, tables: [] });
    await expect(toolbox.call('describe_table', { table: 'cur_2', connection: 'athena' })).rejects.toThrow(
      /not known: .*glue:GetTables/u,
    );
  });

  it('tells of a workgroup that cannot be used', async () => {
    const { listed } = await bench(signedIn(), {
      'athena:GetWorkGroup': {
        WorkGroup: { State: 'ENABLED', Configuration: { EngineVersion: { EffectiveEngineVersion: 'Athena engine version 2' } } },
      },
    });
    expect((await listed())?.status).toContain('runs Athena engine version 2');
  });

  it('keeps where its queries go, and takes only what the site names', async () => {
    const { athena, storage, who } = await bench(signedIn());
    let told = 0;
    athena.subscribe(() => (told += 1));
    await athena.choose({ workgroup: 'adhoc', database: 'other', reuse_minutes: 60 });
    expect(athena.target()).toEqual({ workgroup: 'adhoc', catalog: 'AwsDataCatalog', database: 'other', reuse_minutes: 60 });
    expect(told).toBe(1);
    await expect(athena.choose({ workgroup: 'adhock' })).rejects.toThrow(
      /"adhock" is none that the site names. Did you mean "adhoc"/u,
    );
    await expect(athena.choose({ reuse_minutes: 10_081 })).rejects.toThrow(/reuse_minutes: wants whole minutes/u);
    const again = await createAthenaConnection({
      engine: createAthenaEngine({ outputLocation: () => undefined, onProblem: () => undefined }),
      aws: () => scriptedAws({}).caller,
      session: who.value,
      store: storage.settings,
    });
    expect(again.target()).toMatchObject({ workgroup: 'adhoc', database: 'other' });
    who.set({ config: { ...CONFIG, athena: { workgroups: ['finops'] } } });
    expect(again.target()).toMatchObject({ workgroup: 'finops', database: 'other' });
  });

  it('stays selected while it is not set up', async () => {
    const { toolbox, connections, who } = await bench(signedIn());
    expect(await toolbox.call('select_connection', { id: 'athena' })).toMatchObject({ id: 'athena', selected: true });
    expect(connections.resolve(undefined)).toBe('athena');
    who.set({ config: undefined });
    expect(connections.resolve(undefined)).toBe('sample');
    who.set({ config: CONFIG });
    expect(connections.resolve(undefined)).toBe('athena');
  });
});

describe('tools on Athena', () => {
  it('query_data says what was scanned', async () => {
    const { toolbox } = await bench(signedIn());
    const answer = (await toolbox.call('query_data', { sql: 'SELECT 1 AS n', connection: 'athena' })) as QueryResult;
    expect(answer).toMatchObject({ rows: [[1]], connection: 'athena', statistics: { bytes_scanned: 10_485_760 } });
  });

  it('describe_table scans nothing unless rows are asked for', async () => {
    const { toolbox, named } = await bench(signedIn(), {
      'athena:GetQueryResults': resultPageOf(
        [
          { name: 'line_item_unblended_cost', type: 'double' },
          { name: 'line_item_line_item_type', type: 'varchar' },
          { name: 'resource_tags', type: 'map' },
          { name: 'billing_period', type: 'varchar' },
        ],
        [
          ['line_item_unblended_cost', 'line_item_line_item_type', 'resource_tags', 'billing_period'],
          ['1.5', 'Usage', '{user_team=web}', '2026-11'],
        ],
      ),
    });
    const bare = (await toolbox.call('describe_table', { table: 'CUR_2', connection: 'athena' })) as TableProfile;
    expect(named('StartQueryExecution')).toEqual([]);
    expect(bare).toMatchObject({ kind: 'CUR 2.0', sample: { rows: [] } });
    expect(bare.row_count).toBeUndefined();
    expect(bare.columns[2]).toMatchObject({ name: 'resource_tags', type: 'map(varchar, varchar)' });
    expect(bare.columns[1]?.description).toContain('SavingsPlanNegation');
    const some = (await toolbox.call('describe_table', { table: 'cur_2', connection: 'athena', sample_rows: 3 })) as TableProfile;
    expect(named('StartQueryExecution')[0]).toMatchObject({ QueryString: 'SELECT * FROM "cur_2" LIMIT 3' });
    expect(some.sample.rows).toEqual([[1.5, 'Usage', { user_team: 'web' }, '2026-11']]);
    expect(some.columns[1]?.examples).toEqual(['Usage']);
    expect(some.notes?.join(' ')).toContain('scanned 10,485,760 bytes');
  });
});
