import { AwsError, QueryError } from '../../core/app-error.ts';
import type { TableInfo } from '../../core/dataset.ts';
import type { AthenaEngine, AthenaQuery, AthenaTarget } from '../../core/ports/athena.ts';
import type { AwsCaller } from '../../core/ports/aws.ts';
import { splitStatements } from '../../core/sql/split-statements.ts';
import { textPosition } from '../../core/sql/text-position.ts';
import { readCatalogs, readDatabases, readTables } from './catalog.ts';
import { queryFailure } from './query-failure.ts';
import { readResults, type RefusingBuckets } from './read-results.ts';
import { type EndedQuery, type FollowParts, runQuery } from './run-query.ts';
import { abortError, unlessAborted } from './unless-aborted.ts';
import { type QueryWorkgroup, readWorkgroup } from './work-groups.ts';

export type AthenaEngineParts = Pick<FollowParts, 'onProblem'> & {
  /** Where the site puts results of workgroups that set no place for them. */
  outputLocation: () => string | undefined;
} & Partial<Pick<FollowParts, 'wait' | 'random'>>;

/** How long a workgroup is taken to be as it was read. */
const WORKGROUP_MS = 300_000;

/** Athena, asked in its own SQL. It keeps nothing but what it learnt of workgroups, and the names of tables for its errors. */
export function createAthenaEngine(parts: AthenaEngineParts): AthenaEngine {
  const follow: FollowParts = { wait: sleep, random: Math.random, ...parts };
  const groups = new Map<string, { group: QueryWorkgroup; until: number }>();
  const known = new Map<string, TableInfo[]>();
  const refusing: RefusingBuckets = new Map();

  async function learnGroup(name: string, aws: AwsCaller, signal?: AthenaQuery['signal']): Promise<QueryWorkgroup> {
    const group = await readWorkgroup(name, aws, parts.outputLocation(), signal);
    groups.set(name, { group, until: performance.now() + WORKGROUP_MS });
    return group;
  }

  async function groupOf({ target, signal }: AthenaQuery, aws: AwsCaller): Promise<QueryWorkgroup> {
    const kept = groups.get(target.workgroup);
    if (kept !== undefined && kept.group.problem === undefined && kept.until > performance.now()) return kept.group;
    return await unlessAborted(learnGroup(target.workgroup, aws, signal), signal);
  }

  return {
    async query(query, aws) {
      const { target, signal } = query;
      const started = performance.now();
      if (signal?.aborted === true) throw abortError();
      refuseSeveral(query.sql);
      const group = await groupOf(query, aws);
      // A role that may query but not look at the workgroup is told by the query itself what is wrong.
      if (group.problem !== undefined && group.engine_version !== '') throw new QueryError(group.problem);
      const place = group.output_location !== undefined || group.managed ? undefined : parts.outputLocation();
      const context = {
        target,
        tables: known.get(keyOf(target)) ?? [],
        ...(group.bytes_cutoff === undefined ? {} : { bytes_cutoff: group.bytes_cutoff }),
      };
      let ended: EndedQuery;
      try {
        ended = await runQuery(query, aws, place, follow);
      } catch (error) {
        throw isAboutQuery(error) ? queryFailure({ state: 'FAILED', reason: error.message }, context) : error;
      }
      const { Status, Statistics } = ended.execution;
      if (Status.State !== 'SUCCEEDED') {
        const { StateChangeReason, AthenaError } = Status;
        const type = AthenaError?.ErrorType;
        const reason = StateChangeReason ?? AthenaError?.ErrorMessage ?? '';
        throw queryFailure({ state: Status.State, reason, ...(type === undefined ? {} : { type }) }, context);
      }
      const answer = await readResults({ query, ended, aws, wait: follow.wait }, refusing);
      return {
        ...answer,
        duration_ms: Math.round((performance.now() - started) * 10) / 10,
        bytes_scanned: Statistics?.DataScannedInBytes ?? 0,
        query_execution_id: ended.id,
        reused: Statistics?.ResultReuseInformation?.ReusedPreviousResult === true,
      };
    },
    workgroups: (names, aws) =>
      Promise.all(
        names.map(async (name) => {
          const { managed: _, ...group } = await learnGroup(name, aws);
          return group;
        }),
      ),
    catalogs: readCatalogs,
    databases: readDatabases,
    async tables(target, aws) {
      const tables = await readTables(target, aws);
      known.set(keyOf(target), tables);
      return tables;
    },
  };
}

function keyOf({ catalog, database }: AthenaTarget): string {
  return JSON.stringify([catalog, database]);
}

/** Athena takes one statement; what it would say of two is "mismatched input ';'". */
function refuseSeveral(sql: string): void {
  const [, second] = splitStatements(sql);
  if (second === undefined) return;
  throw new QueryError(
    'Athena runs one statement at a time, and here another one begins: run them one after another, or make one of them with WITH.',
    textPosition(sql, second.start),
  );
}

/** What Athena says of the query or its place before it runs it: its text, the result location, the workgroup. */
function isAboutQuery(error: unknown): error is AwsError {
  return error instanceof AwsError && /InvalidRequest|TooManyRequests|Throttl/u.test(error.code);
}

function sleep(milliseconds: number): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, milliseconds);
  });
}
