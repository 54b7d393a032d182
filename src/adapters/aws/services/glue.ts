import {
  GlueClient,
  BatchGetPartitionCommand,
  GetColumnStatisticsForPartitionCommand,
  GetColumnStatisticsForTableCommand,
  GetDatabaseCommand,
  GetDatabasesCommand,
  GetPartitionCommand,
  GetPartitionIndexesCommand,
  GetPartitionsCommand,
  GetTableCommand,
  GetTablesCommand,
  GetTableVersionCommand,
  GetTableVersionsCommand,
  SearchTablesCommand,
} from '@aws-sdk/client-glue';
import type { ServiceModule } from './service-module.ts';

export const glue: ServiceModule<'glue'> = {
  Client: GlueClient,
  commands: {
    BatchGetPartition: BatchGetPartitionCommand,
    GetColumnStatisticsForPartition: GetColumnStatisticsForPartitionCommand,
    GetColumnStatisticsForTable: GetColumnStatisticsForTableCommand,
    GetDatabase: GetDatabaseCommand,
    GetDatabases: GetDatabasesCommand,
    GetPartition: GetPartitionCommand,
    GetPartitionIndexes: GetPartitionIndexesCommand,
    GetPartitions: GetPartitionsCommand,
    GetTable: GetTableCommand,
    GetTables: GetTablesCommand,
    GetTableVersion: GetTableVersionCommand,
    GetTableVersions: GetTableVersionsCommand,
    SearchTables: SearchTablesCommand,
  },
};
