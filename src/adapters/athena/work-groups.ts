import { AwsError, PolicyError } from '../../core/app-error.ts';
import type { Abort } from '../../core/ports/abort.ts';
import type { AwsCaller } from '../../core/ports/aws.ts';
import type { Workgroup } from '../../core/ports/athena.ts';
import { ask, workGroupSchema } from './athena-answers.ts';

/** A workgroup as queries need it. `managed`: Athena keeps the results itself, and they are in no bucket. */
export type QueryWorkgroup = Workgroup & { managed: boolean };

const ENGINE = 'Athena engine version 3';

/**
 * What there is to know of a workgroup; where it may not be read, why. `outputLocation`: where the site puts results of workgroups that
 * set no place. Throws where AWS cannot be asked at all.
 */
export async function readWorkgroup(
  name: string,
  aws: AwsCaller,
  outputLocation: string | undefined,
  signal?: Abort,
): Promise<QueryWorkgroup> {
  try {
    const call = { service: 'athena', operation: 'GetWorkGroup', input: { WorkGroup: name } } as const;
    const { WorkGroup: group } = await ask(aws, call, workGroupSchema, signal);
    const { EngineVersion, ResultConfiguration, BytesScannedCutoffPerQuery, ManagedQueryResultsConfiguration } =
      group.Configuration ?? {};
    const engine = EngineVersion?.EffectiveEngineVersion ?? EngineVersion?.SelectedEngineVersion ?? '';
    const location = ResultConfiguration?.OutputLocation;
    const managed = ManagedQueryResultsConfiguration?.Enabled === true;
    const problem =
      stateProblem(name, group.State) ??
      engineProblem(name, engine) ??
      (location === undefined && outputLocation === undefined && !managed ? placeProblem(name) : undefined);
    return {
      name,
      engine_version: engine,
      managed,
      ...(BytesScannedCutoffPerQuery === undefined ? {} : { bytes_cutoff: BytesScannedCutoffPerQuery }),
      ...(location === undefined ? {} : { output_location: location }),
      ...(problem === undefined ? {} : { problem }),
    };
  } catch (error) {
    if (!isRefusal(error)) throw error;
    return { name, engine_version: '', managed: false, problem: error.message };
  }
}

/** Whether AWS or the policy answered that this may not be, or is not there. */
export function isRefusal(error: unknown): error is AwsError | PolicyError {
  if (error instanceof PolicyError) return true;
  return (
    error instanceof AwsError &&
    /AccessDenied|NotAuthorized|Unauthorized|InvalidRequest|MetadataException|EntityNotFound|ResourceNotFound/u.test(error.code)
  );
}

function stateProblem(name: string, state: string | undefined): string | undefined {
  if (state === undefined || state === 'ENABLED') return undefined;
  return `The workgroup "${name}" is ${state.toLowerCase()}; have it enabled in the Athena console, or choose another.`;
}

function engineProblem(name: string, engine: string): string | undefined {
  if (engine === '' || engine === ENGINE) return undefined;
  if (!engine.startsWith('Athena engine'))
    return `The workgroup "${name}" is one for ${engine}, which takes no SQL; choose a workgroup of ${ENGINE}.`;
  const version = Number(/\d+/u.exec(engine)?.[0] ?? 0);
  if (version > 3) return undefined;
  return `The workgroup "${name}" runs ${engine}; queries here are written for ${ENGINE}. Have its engine upgraded in the Athena console (Workgroups, ${name}, Edit, Analytics engine), or choose another.`;
}

function placeProblem(name: string): string {
  return `The workgroup "${name}" sets no place for results. Have its location of query results set in the Athena console, or name aws.athena.output_location ("s3://bucket/prefix/") in sandbank.config.json.`;
}
