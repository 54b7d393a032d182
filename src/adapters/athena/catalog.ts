import { AwsError } from '../../core/app-error.ts';
import type { AwsService } from '../../core/aws/aws-service.ts';
import type { AwsObject } from '../../core/aws/aws-value.ts';
import { recognizeTable } from '../../core/billing/recognize-table.ts';
import type { TableInfo } from '../../core/dataset.ts';
import type { AthenaTarget } from '../../core/ports/athena.ts';
import type { AwsCaller } from '../../core/ports/aws.ts';
import type { z } from 'zod';
import {
  ask,
  catalogsSchema,
  databasesSchema,
  glueTablesSchema,
  tableMetadataSchema,
  type HiveColumns,
} from './athena-answers.ts';
import { trinoTypeOfHive } from './hive-type.ts';
import { isRefusal } from './work-groups.ts';

/** The catalog of AWS Glue, under Athena's name for it. */
export const GLUE_CATALOG = 'AwsDataCatalog';

/** Pages that are read at most: a catalog of tens of thousands of tables is none to choose from. */
const MOST_PAGES = 100;
const PER_PAGE = 50;

export async function readCatalogs(workgroup: string, aws: AwsCaller): Promise<string[]> {
  const call = {
    service: 'athena',
    operation: 'ListDataCatalogs',
    input: { WorkGroup: workgroup, MaxResults: PER_PAGE },
  } as const;
  const pages = await allPages(call, catalogsSchema, aws);
  return pages.flatMap(({ DataCatalogsSummary = [] }) => DataCatalogsSummary.map(({ CatalogName }) => CatalogName));
}

export async function readDatabases(workgroup: string, catalog: string, aws: AwsCaller): Promise<string[]> {
  const names = (pages: z.infer<typeof databasesSchema>[]): string[] =>
    pages.flatMap(({ DatabaseList = [] }) => DatabaseList.map(({ Name }) => Name));
  const input = { CatalogName: catalog, WorkGroup: workgroup, MaxResults: PER_PAGE };
  return await orByGlue(
    'databases',
    catalog,
    ['athena:ListDatabases', 'glue:GetDatabases'],
    async () => names(await allPages({ service: 'athena', operation: 'ListDatabases', input }, databasesSchema, aws)),
    async () => names(await allPages({ service: 'glue', operation: 'GetDatabases', input: {} }, databasesSchema, aws)),
  );
}

/** Tables and views with their columns, those that partition them last; in the order of their names. */
export async function readTables({ workgroup, catalog, database }: AthenaTarget, aws: AwsCaller): Promise<TableInfo[]> {
  const input = { CatalogName: catalog, DatabaseName: database, WorkGroup: workgroup, MaxResults: PER_PAGE };
  const tables = await orByGlue(
    'tables',
    catalog,
    ['athena:ListTableMetadata', 'glue:GetTables'],
    async () => {
      const pages = await allPages({ service: 'athena', operation: 'ListTableMetadata', input }, tableMetadataSchema, aws);
      return pages.flatMap(({ TableMetadataList = [] }) =>
        TableMetadataList.map(({ Name, Columns, PartitionKeys }) => tableInfo(Name, Columns, PartitionKeys)),
      );
    },
    async () => {
      const call = { service: 'glue', operation: 'GetTables', input: { DatabaseName: database } } as const;
      const pages = await allPages(call, glueTablesSchema, aws);
      return pages.flatMap(({ TableList = [] }) =>
        TableList.map(({ Name, StorageDescriptor, PartitionKeys }) => tableInfo(Name, StorageDescriptor?.Columns, PartitionKeys)),
      );
    },
  );
  return tables.toSorted((a, b) => (a.name < b.name ? -1 : 1));
}

function tableInfo(name: string, columns: HiveColumns = [], partitions: HiveColumns = []): TableInfo {
  const all = [...columns, ...partitions].map(({ Name, Type = 'string' }) => ({ name: Name, type: trinoTypeOfHive(Type) }));
  const { shape, kind } = recognizeTable(all.map((column) => column.name));
  return { name, ...(shape === undefined ? {} : { kind }), columns: all };
}

/** What Athena answers; where the role may not ask it, what Glue does, whose catalog it is. */
async function orByGlue<T>(
  what: 'databases' | 'tables',
  catalog: string,
  actions: readonly [string, string],
  byAthena: () => Promise<T>,
  byGlue: () => Promise<T>,
): Promise<T> {
  try {
    return await byAthena();
  } catch (error) {
    if (!isRefusal(error) || catalog !== GLUE_CATALOG) throw error;
    try {
      return await byGlue();
    } catch (second) {
      if (!isRefusal(second)) throw second;
      const code = error instanceof AwsError ? error.code : 'AccessDeniedException';
      throw new AwsError(
        code,
        `The ${what} cannot be listed: ${error.message} Queries that name their tables may run all the same. Whoever manages the role must allow ${actions[0]} with glue:GetDatabases and glue:GetTables, or ${actions[1]} alone.`,
        { cause: second },
      );
    }
  }
}

async function allPages<T extends { NextToken?: string | undefined }>(
  call: { service: AwsService; operation: string; input: AwsObject },
  schema: z.ZodType<T>,
  aws: AwsCaller,
): Promise<T[]> {
  const pages: T[] = [];
  let token: string | undefined;
  do {
    const input = token === undefined ? call.input : { ...call.input, NextToken: token };
    const page = await ask(aws, { ...call, input }, schema);
    pages.push(page);
    token = page.NextToken;
  } while (token !== undefined && token !== '' && pages.length < MOST_PAGES);
  return pages;
}
