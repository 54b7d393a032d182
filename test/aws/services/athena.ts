import type {
  Column as TableColumn,
  GetQueryExecutionInput,
  GetQueryResultsInput,
  GetTableMetadataInput,
  GetWorkGroupInput,
  ListDatabasesInput,
  ListQueryExecutionsInput,
  ListTableMetadataInput,
  ListWorkGroupsInput,
  QueryExecution,
  StartQueryExecutionInput,
  StopQueryExecutionInput,
  TableMetadata,
  WorkGroup as AthenaWorkGroup,
} from '@aws-sdk/client-athena';
import type { TableInfo } from '../../../src/core/dataset.ts';
import { type Execution, isOver } from '../athena/query-executions.ts';
import { readStatement } from '../athena/read-statement.ts';
import { hiveType, typeOf } from '../athena/type-text.ts';
import { AwsFault } from '../http/aws-fault.ts';
import { CATALOG, DATABASE } from '../world/account.ts';
import { WORK_GROUPS, type WorkGroup } from '../world/work-groups.ts';
import type { Call, Operations, World } from '../world/world.ts';
import { page } from './page.ts';

const MOST_ROWS = 1000;
const TOKEN_MIN = 32;
/** The executions that were started under a `ClientRequestToken`. */
const started = new WeakMap<World, Map<string, { sql: string; execution: Execution }>>();

export const athena: Operations = {
  StartQueryExecution: (input: StartQueryExecutionInput, { world }: Call) => {
    const token = input.ClientRequestToken;
    if (token !== undefined && (token.length < TOKEN_MIN || token.length > 128))
      throw invalid('Value at clientRequestToken failed to satisfy constraint: Member must have length between 32 and 128');
    const sql = input.QueryString ?? '';
    const byToken = started.get(world) ?? new Map<string, { sql: string; execution: Execution }>();
    started.set(world, byToken);
    const before = token === undefined ? undefined : byToken.get(token);
    if (before !== undefined && before.sql === sql) return { QueryExecutionId: before.execution.id };
    if (before !== undefined) throw invalid('Idempotent parameters do not match');
    const workgroup = workGroup(input.WorkGroup ?? 'primary');
    const reuse = input.ResultReuseConfiguration?.ResultReuseByAgeConfiguration;
    const execution = world.queries.start({
      statement: readStatement(sql),
      sql,
      workgroup,
      output_location: outputLocation(workgroup, input.ResultConfiguration?.OutputLocation),
      context: input.QueryExecutionContext,
      ...(reuse?.Enabled === true && workgroup.engine.endsWith('3') ? { reuse_minutes: reuse.MaxAgeInMinutes ?? 60 } : {}),
    });
    if (token !== undefined) byToken.set(token, { sql, execution });
    return { QueryExecutionId: execution.id };
  },
  GetQueryExecution: ({ QueryExecutionId }: GetQueryExecutionInput, { world }: Call) => ({
    QueryExecution: described(executionOf(world, QueryExecutionId), world),
  }),
  BatchGetQueryExecution: ({ QueryExecutionIds }: { QueryExecutionIds: string[] }, { world }: Call) => ({
    QueryExecutions: QueryExecutionIds.map((id) => described(executionOf(world, id), world)),
    UnprocessedQueryExecutionIds: [],
  }),
  ListQueryExecutions: ({ WorkGroup, NextToken, MaxResults = 50 }: ListQueryExecutionsInput, { world }: Call) => {
    const { name } = workGroup(WorkGroup ?? 'primary');
    const ids = world.queries.all().filter((each) => each.workgroup.name === name);
    const { items, next } = page(ids, NextToken, MaxResults);
    return { QueryExecutionIds: items.map(({ id }) => id), NextToken: next };
  },
  StopQueryExecution: ({ QueryExecutionId }: StopQueryExecutionInput, { world }: Call) => {
    world.queries.stop(executionOf(world, QueryExecutionId));
    return {};
  },
  GetQueryResults: (input: GetQueryResultsInput, { world }: Call) => {
    const execution = executionOf(world, input.QueryExecutionId);
    const { MaxResults = MOST_ROWS } = input;
    if (MaxResults < 1 || MaxResults > MOST_ROWS) throw invalid(`MaxResults is more than maximum allowed length ${MOST_ROWS}.`);
    if (!isOver(execution)) throw invalid(`Query has not yet finished. Current state: ${execution.state}`);
    if (execution.state !== 'SUCCEEDED')
      throw invalid(`Query did not finish successfully. Final query state: ${execution.state}`);
    const { columns, rows, header } = execution.result;
    const all = header ? [columns.map(({ Name }) => Name), ...rows] : rows;
    const { items, next } = page(all, input.NextToken, MaxResults);
    return {
      UpdateCount: 0,
      ResultSet: {
        Rows: items.map((row) => ({ Data: row.map((cell) => (cell === undefined ? {} : { VarCharValue: cell })) })),
        ResultSetMetadata: { ColumnInfo: columns },
      },
      NextToken: next,
    };
  },
  GetWorkGroup: ({ WorkGroup }: GetWorkGroupInput) => ({ WorkGroup: describedWorkGroup(workGroup(WorkGroup ?? '')) }),
  ListWorkGroups: ({ NextToken, MaxResults = 50 }: ListWorkGroupsInput) => {
    const { items, next } = page(WORK_GROUPS, NextToken, MaxResults);
    return {
      WorkGroups: items.map(({ name, description, engine }) => ({
        Name: name,
        State: 'ENABLED',
        Description: description,
        CreationTime: CREATED,
        EngineVersion: { SelectedEngineVersion: 'AUTO', EffectiveEngineVersion: engine },
      })),
      NextToken: next,
    };
  },
  ListDataCatalogs: () => ({ DataCatalogsSummary: [{ CatalogName: CATALOG, Type: 'GLUE' }] }),
  GetDataCatalog: () => ({ DataCatalog: { Name: CATALOG, Type: 'GLUE' } }),
  ListDatabases: ({ CatalogName }: ListDatabasesInput) => {
    checkCatalog(CatalogName);
    return { DatabaseList: [{ Name: DATABASE, Description: 'Cost and usage reports' }, { Name: 'default' }] };
  },
  GetDatabase: ({ CatalogName, DatabaseName }: { CatalogName?: string; DatabaseName?: string }) => {
    checkCatalog(CatalogName);
    checkDatabase(DatabaseName);
    return { Database: { Name: DATABASE, Description: 'Cost and usage reports' } };
  },
  ListTableMetadata: async (input: ListTableMetadataInput, { world }: Call) => {
    checkCatalog(input.CatalogName);
    const empty = input.DatabaseName?.toLowerCase() === 'default';
    if (!empty) checkDatabase(input.DatabaseName);
    const pattern = input.Expression === undefined ? undefined : new RegExp(`^(?:${input.Expression})$`, 'iu');
    const tables = (empty ? [] : await world.engine.tables()).filter(({ name }) => pattern?.test(name) ?? true);
    const { items, next } = page(tables, input.NextToken, input.MaxResults ?? 50);
    return { TableMetadataList: items.map(tableMetadata), NextToken: next };
  },
  GetTableMetadata: async ({ CatalogName, DatabaseName, TableName }: GetTableMetadataInput, { world }: Call) => {
    checkCatalog(CatalogName);
    checkDatabase(DatabaseName);
    const table = (await world.engine.tables()).find(({ name }) => name === TableName?.toLowerCase());
    if (table === undefined)
      throw new AwsFault('MetadataException', `EntityNotFoundException: Entity Not Found (Table ${TableName ?? ''} not found)`);
    return { TableMetadata: tableMetadata(table) };
  },
};

const CREATED = new Date('2025-01-15T08:00:00.000Z');

function invalid(message: string): AwsFault {
  return new AwsFault('InvalidRequestException', message, 400, { AthenaErrorCode: 'INVALID_INPUT' });
}

function workGroup(name: string): WorkGroup {
  const found = WORK_GROUPS.find((each) => each.name === name);
  if (found === undefined) throw invalid(`WorkGroup is not found: ${name}`);
  return found;
}

function outputLocation(workgroup: WorkGroup, asked: string | undefined): string {
  const location = workgroup.enforced ? workgroup.output_location : (asked ?? workgroup.output_location);
  if (location === undefined)
    throw invalid(
      'No output location provided. An output location is required either through the Workgroup result configuration setting or as an API input.',
    );
  if (!/^s3:\/\/[^/]+\//u.test(location)) throw invalid(`outputLocation is not a valid S3 path: ${location}`);
  return location.endsWith('/') ? location : `${location}/`;
}

function executionOf(world: World, id: string | undefined): Execution {
  const execution = world.queries.find(id ?? '');
  if (execution === undefined) throw invalid(`QueryExecution ${id ?? ''} was not found`);
  return execution;
}

function described(execution: Execution, world: World): QueryExecution {
  const { id, sql, statement, state, reason, failure, submitted_at, completed_at, running_at, workgroup } = execution;
  const until = (completed_at ?? world.clock.now()).getTime();
  return {
    QueryExecutionId: id,
    Query: sql,
    StatementType: statement.type,
    SubstatementType: statement.subtype,
    ResultConfiguration: { OutputLocation: execution.file ?? `${execution.output_location}${id}.csv` },
    ResultReuseConfiguration: {
      ResultReuseByAgeConfiguration:
        execution.reuse_minutes === undefined ? { Enabled: false } : { Enabled: true, MaxAgeInMinutes: execution.reuse_minutes },
    },
    QueryExecutionContext: execution.context ?? {},
    Status: {
      State: state,
      StateChangeReason: reason,
      SubmissionDateTime: submitted_at,
      CompletionDateTime: completed_at,
      ...(failure === undefined
        ? {}
        : {
            AthenaError: {
              ErrorCategory: failure.category,
              ErrorType: failure.type,
              Retryable: failure.retryable,
              ErrorMessage: failure.reason,
            },
          }),
    },
    Statistics: {
      EngineExecutionTimeInMillis: running_at === undefined ? 0 : until - running_at.getTime(),
      DataScannedInBytes: execution.reused ? 0 : world.queries.scanned(execution),
      TotalExecutionTimeInMillis: until - submitted_at.getTime(),
      QueryQueueTimeInMillis: (running_at?.getTime() ?? until) - submitted_at.getTime(),
      ServiceProcessingTimeInMillis: 0,
      ResultReuseInformation: { ReusedPreviousResult: execution.reused },
    },
    WorkGroup: workgroup.name,
    EngineVersion: { SelectedEngineVersion: 'AUTO', EffectiveEngineVersion: workgroup.engine },
  };
}

function describedWorkGroup({ name, description, output_location, enforced, bytes_cutoff, engine }: WorkGroup): AthenaWorkGroup {
  return {
    Name: name,
    State: 'ENABLED',
    Description: description,
    CreationTime: CREATED,
    Configuration: {
      ResultConfiguration: output_location === undefined ? {} : { OutputLocation: output_location },
      EnforceWorkGroupConfiguration: enforced,
      PublishCloudWatchMetricsEnabled: true,
      BytesScannedCutoffPerQuery: bytes_cutoff,
      RequesterPaysEnabled: false,
      EngineVersion: { SelectedEngineVersion: 'AUTO', EffectiveEngineVersion: engine },
    },
  };
}

function checkCatalog(name: string | undefined): void {
  if (name?.toLowerCase() !== CATALOG.toLowerCase()) throw invalid(`Catalog ${name ?? ''} was not found`);
}

function checkDatabase(name: string | undefined): void {
  if (name?.toLowerCase() !== DATABASE)
    throw new AwsFault('MetadataException', `EntityNotFoundException: Entity Not Found (Database ${name ?? ''} not found.)`);
}

const PARTITION_KEYS: Record<string, readonly string[]> = { cur: ['billing_period'], cur_legacy: ['year', 'month'], focus: [] };

/** The columns that are kept with the rows, and those that name the folders. */
export function columnsOf({ name, columns }: TableInfo): { columns: TableColumn[]; partitions: TableColumn[] } {
  const keys = PARTITION_KEYS[name] ?? [];
  // Glue's names are lower case.
  const described = columns.map((column) => ({ Name: column.name.toLowerCase(), Type: hiveType(typeOf(column.type)) }));
  return {
    columns: described.filter((column) => !keys.includes(column.Name)),
    partitions: described.filter((column) => keys.includes(column.Name)),
  };
}

function tableMetadata(table: TableInfo): TableMetadata {
  const { columns, partitions } = columnsOf(table);
  return {
    Name: table.name,
    CreateTime: CREATED,
    TableType: 'EXTERNAL_TABLE',
    Columns: columns,
    PartitionKeys: partitions,
    Parameters: {
      EXTERNAL: 'TRUE',
      classification: 'parquet',
      location: `s3://meridian-cur/cur/meridian-cur/${table.name}/`,
    },
  };
}
