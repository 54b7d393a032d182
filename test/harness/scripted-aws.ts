import { AwsError } from '../../src/core/app-error.ts';
import type { AwsObject } from '../../src/core/aws/aws-value.ts';
import type { AwsCall, AwsCaller } from '../../src/core/ports/aws.ts';

/** What an operation answers: a value, or what a function makes of the call; an error is thrown. */
export type Scripted = AwsObject | Error | ((input: AwsObject, count: number) => AwsObject | Error | Promise<AwsObject>);

/** AWS as a table of operations ("athena:GetWorkGroup"); what is not in it is a network that does not answer. Calls are noted. */
export function scriptedAws(script: Record<string, Scripted>) {
  const calls: AwsCall[] = [];
  const caller: AwsCaller = {
    async call(call) {
      calls.push(call);
      const name = `${call.service}:${call.operation}`;
      const count = calls.filter((each) => `${each.service}:${each.operation}` === name).length;
      const step = script[name];
      const answer = typeof step === 'function' ? await step(call.input, count) : step;
      if (answer instanceof Error) throw answer;
      if (answer === undefined) throw new AwsError('NetworkError', `${name} does not answer.`);
      return answer;
    },
  };
  const named = (operation: string): AwsObject[] =>
    calls.filter((call) => call.operation === operation).map(({ input }) => input);
  return { caller, calls, named };
}

/** A workgroup of engine 3 with a place for results. */
export const READY_GROUP: AwsObject = {
  WorkGroup: {
    Name: 'finops',
    State: 'ENABLED',
    Configuration: {
      ResultConfiguration: { OutputLocation: 's3://results/finops/' },
      BytesScannedCutoffPerQuery: 10_737_418_240,
      EngineVersion: { SelectedEngineVersion: 'AUTO', EffectiveEngineVersion: 'Athena engine version 3' },
    },
  },
};

export type ResultColumn = { name: string; type: string; precision?: number; scale?: number };

/** A page of GetQueryResults; null is NULL. */
export function resultPageOf(
  columns: readonly ResultColumn[],
  rows: readonly (readonly (string | null)[])[],
  next?: string,
): AwsObject {
  return {
    UpdateCount: 0,
    ResultSet: {
      ResultSetMetadata: {
        ColumnInfo: columns.map(({ name, type, precision = 0, scale = 0 }) => ({
          Name: name,
          Type: type,
          Precision: precision,
          Scale: scale,
        })),
      },
      Rows: rows.map((row) => ({ Data: row.map((cell) => (cell === null ? {} : { VarCharValue: cell })) })),
    },
    ...(next === undefined ? {} : { NextToken: next }),
  };
}

/** What GetQueryExecution says of a query in a state. */
export function executionOf(
  state: string,
  more: { reason?: string; type?: number; scanned?: number; kind?: string } = {},
): AwsObject {
  return {
    QueryExecution: {
      QueryExecutionId: 'q-1',
      StatementType: more.kind ?? 'DML',
      ResultConfiguration: { OutputLocation: 's3://results/finops/q-1.csv' },
      Status: {
        State: state,
        ...(more.reason === undefined ? {} : { StateChangeReason: more.reason }),
        ...(more.type === undefined ? {} : { AthenaError: { ErrorCategory: 2, ErrorType: more.type } }),
      },
      Statistics: { DataScannedInBytes: more.scanned ?? 0 },
    },
  };
}
