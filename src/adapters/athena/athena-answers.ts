import { z } from 'zod';
import { AwsError } from '../../core/app-error.ts';
import type { AwsService } from '../../core/aws/aws-service.ts';
import type { AwsObject } from '../../core/aws/aws-value.ts';
import type { Abort } from '../../core/ports/abort.ts';
import type { AwsCaller } from '../../core/ports/aws.ts';

/** The members of AWS's answers that are read here, by the API's own names. */
export const startedSchema = z.object({ QueryExecutionId: z.string().min(1) });

export const executionSchema = z.object({
  QueryExecution: z.object({
    StatementType: z.string().optional(),
    SubstatementType: z.string().optional(),
    ResultConfiguration: z.object({ OutputLocation: z.string().optional() }).optional(),
    ManagedQueryResultsConfiguration: z.object({ Enabled: z.boolean().optional() }).optional(),
    Status: z.object({
      State: z.string(),
      StateChangeReason: z.string().optional(),
      AthenaError: z
        .object({
          ErrorCategory: z.number().optional(),
          ErrorType: z.number().optional(),
          ErrorMessage: z.string().optional(),
        })
        .optional(),
    }),
    Statistics: z
      .object({
        DataScannedInBytes: z.number().optional(),
        ResultReuseInformation: z.object({ ReusedPreviousResult: z.boolean().optional() }).optional(),
      })
      .optional(),
  }),
});
export type Execution = z.infer<typeof executionSchema>['QueryExecution'];

export const workGroupSchema = z.object({
  WorkGroup: z.object({
    State: z.string().optional(),
    Configuration: z
      .object({
        ResultConfiguration: z.object({ OutputLocation: z.string().optional() }).optional(),
        ManagedQueryResultsConfiguration: z.object({ Enabled: z.boolean().optional() }).optional(),
        BytesScannedCutoffPerQuery: z.number().optional(),
        EngineVersion: z
          .object({ SelectedEngineVersion: z.string().optional(), EffectiveEngineVersion: z.string().optional() })
          .optional(),
      })
      .optional(),
  }),
});

const named = z.object({ Name: z.string() });

export const catalogsSchema = z.object({
  DataCatalogsSummary: z.array(z.object({ CatalogName: z.string() })).optional(),
  NextToken: z.string().optional(),
});
/** `ListDatabases` of Athena and `GetDatabases` of Glue answer alike. */
export const databasesSchema = z.object({
  DatabaseList: z.array(named).optional(),
  NextToken: z.string().optional(),
});

const columnsSchema = z.array(z.object({ Name: z.string(), Type: z.string().optional() })).optional();

export const tableMetadataSchema = z.object({
  TableMetadataList: z.array(z.object({ Name: z.string(), Columns: columnsSchema, PartitionKeys: columnsSchema })).optional(),
  NextToken: z.string().optional(),
});
export const glueTablesSchema = z.object({
  TableList: z
    .array(
      z.object({
        Name: z.string(),
        StorageDescriptor: z.object({ Columns: columnsSchema }).optional(),
        PartitionKeys: columnsSchema,
      }),
    )
    .optional(),
  NextToken: z.string().optional(),
});
export type HiveColumns = z.infer<typeof columnsSchema>;

/** Calls AWS and reads of its answer what `schema` says. Throws `AwsError` where the answer is of another form. */
export async function ask<T>(
  aws: AwsCaller,
  call: { service: AwsService; operation: string; input: AwsObject },
  schema: z.ZodType<T>,
  signal?: Abort,
): Promise<T> {
  const answer = schema.safeParse(await aws.call(call, signal === undefined ? {} : { signal }));
  if (answer.success) return answer.data;
  const [issue] = answer.error.issues;
  throw new AwsError(
    'InvalidAnswer',
    `AWS answered ${call.service}:${call.operation} in a form that is not known (${issue?.path.join('.') ?? ''}: ${issue?.message ?? ''}). Where the site names an endpoint of its own for ${call.service}, look at that one.`,
  );
}
