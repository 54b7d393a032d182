import type {
  GetDatabaseRequest,
  GetDatabasesRequest,
  GetPartitionsRequest,
  GetTableRequest,
  GetTablesRequest,
  Table,
} from '@aws-sdk/client-glue';
import type { TableInfo } from '../../../src/core/dataset.ts';
import { AwsFault } from '../http/aws-fault.ts';
import { ACCOUNT_ID, DATABASE } from '../world/account.ts';
import type { Call, Operations, World } from '../world/world.ts';
import { columnsOf } from './athena.ts';
import { page } from './page.ts';

const MOST_TABLES = 100;
const CREATED = new Date('2025-01-15T08:00:00.000Z');
const DATABASES = [DATABASE, 'default'].map((Name) => ({
  Name,
  CatalogId: ACCOUNT_ID,
  CreateTime: CREATED,
  ...(Name === DATABASE ? { Description: 'Cost and usage reports' } : {}),
}));

export const glue: Operations = {
  GetDatabases: ({ NextToken, MaxResults = 100 }: GetDatabasesRequest) => {
    const { items, next } = page(DATABASES, NextToken, MaxResults);
    return { DatabaseList: items, NextToken: next };
  },
  GetDatabase: ({ Name }: GetDatabaseRequest) => {
    checkDatabase(Name);
    return { Database: DATABASES.find((each) => each.Name === Name?.toLowerCase()) };
  },
  GetTables: async ({ DatabaseName, Expression, NextToken, MaxResults = MOST_TABLES }: GetTablesRequest, { world }: Call) => {
    checkDatabase(DatabaseName);
    const pattern = Expression === undefined ? undefined : new RegExp(`^(?:${Expression})$`, 'iu');
    const tables = DatabaseName?.toLowerCase() === DATABASE ? await world.engine.tables() : [];
    const { items, next } = page(
      tables.filter(({ name }) => pattern?.test(name) ?? true),
      NextToken,
      MaxResults,
    );
    return { TableList: items.map(described), NextToken: next };
  },
  GetTable: async ({ DatabaseName, Name }: GetTableRequest, { world }: Call) => ({
    Table: described(await tableOf(world, DatabaseName, Name)),
  }),
  GetPartitions: async (input: GetPartitionsRequest, { world }: Call) => {
    const table = await tableOf(world, input.DatabaseName, input.TableName);
    const keys = columnsOf(table).partitions.map(({ Name }) => Name);
    const list = keys.join(', ');
    const rows = keys.length === 0 ? [] : await world.engine.texts(`SELECT DISTINCT ${list} FROM ${table.name} ORDER BY ${list}`);
    const { items, next } = page(rows, input.NextToken, input.MaxResults ?? 1000);
    return {
      Partitions: items.map((values) => ({
        Values: values,
        DatabaseName: DATABASE,
        TableName: table.name,
        CreationTime: CREATED,
        StorageDescriptor: {
          Location: `${location(table)}${values.map((value, at) => `${keys[at] ?? ''}=${value}/`).join('')}`,
        },
      })),
      NextToken: next,
    };
  },
};

function checkDatabase(name: string | undefined): void {
  if (!DATABASES.some((each) => each.Name === name?.toLowerCase()))
    throw new AwsFault('EntityNotFoundException', `Database ${name ?? ''} not found.`);
}

async function tableOf(world: World, database: string | undefined, name: string | undefined): Promise<TableInfo> {
  checkDatabase(database);
  const table = (await world.engine.tables()).find((each) => each.name === name?.toLowerCase());
  if (table === undefined || database?.toLowerCase() !== DATABASE)
    throw new AwsFault('EntityNotFoundException', `Entity Not Found (Table ${name ?? ''} not found.)`);
  return table;
}

function location({ name }: TableInfo): string {
  return `s3://meridian-cur/cur/meridian-cur/${name}/`;
}

function described(table: TableInfo): Table {
  const { columns, partitions } = columnsOf(table);
  return {
    Name: table.name,
    DatabaseName: DATABASE,
    CatalogId: ACCOUNT_ID,
    CreateTime: CREATED,
    UpdateTime: CREATED,
    TableType: 'EXTERNAL_TABLE',
    PartitionKeys: partitions,
    Parameters: { EXTERNAL: 'TRUE', classification: 'parquet' },
    StorageDescriptor: {
      Columns: columns,
      Location: location(table),
      InputFormat: 'org.apache.hadoop.hive.ql.io.parquet.MapredParquetInputFormat',
      OutputFormat: 'org.apache.hadoop.hive.ql.io.parquet.MapredParquetOutputFormat',
      SerdeInfo: { SerializationLibrary: 'org.apache.hadoop.hive.ql.io.parquet.serde.ParquetHiveSerDe' },
    },
  };
}
