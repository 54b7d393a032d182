import { z } from 'zod';
import { ToolInputError } from '../core/app-error.ts';
import type { AwsCallOrigin } from '../core/aws/call-entry.ts';
import type { AwsConfig } from '../core/aws/aws-config.ts';
import type { TableInfo } from '../core/dataset.ts';
import type { AthenaConnection } from '../core/ports/athena-connection.ts';
import type { AthenaEngine, AthenaTarget, Workgroup } from '../core/ports/athena.ts';
import type { AwsCaller, AwsSession } from '../core/ports/aws.ts';
import type { SettingsStore } from '../core/ports/stores.ts';
import { settingsKeys } from '../core/settings.ts';
import { suggestion } from './near-names.ts';

/** As it is kept: what the site names may be another thing by then. */
const choiceSchema = z.object({
  workgroup: z.string().exactOptional(),
  catalog: z.string().min(1).max(255).exactOptional(),
  database: z.string().min(1).max(255).exactOptional(),
  reuse_minutes: z.int().min(0).max(10_080).exactOptional(),
});
type Choice = z.infer<typeof choiceSchema>;

const DEFAULT_CATALOG = 'AwsDataCatalog';
const DEFAULT_DATABASE = 'default';
/** How long a list of tables that could not be had is not asked for again, in milliseconds. */
const FAILED_MS = 30_000;

type Parts = {
  engine: AthenaEngine;
  /** What calls AWS in the name of someone, by the policy. */
  aws: (origin: AwsCallOrigin) => AwsCaller;
  session: AwsSession;
  store: SettingsStore;
};

type Kept = { key: string; tables: Promise<TableInfo[]>; failed_at?: number; problem?: string };

/** The connection `athena`. It follows who is signed in: another person or a new sign-in asks for the tables anew. */
export async function createAthenaConnection({ engine, aws, session, store }: Parts): Promise<AthenaConnection> {
  const page = aws({ kind: 'page' });
  const listeners = new Set<() => void>();
  let choice: Choice = (await store.get(settingsKeys.athena, choiceSchema)) ?? {};
  let kept: Kept | undefined;
  const problems = new Map<string, string>();

  const tell = (): void => {
    for (const listener of listeners) listener();
  };
  const config = (): AwsConfig['athena'] => session.config()?.athena;
  const target = (): AthenaTarget | undefined => {
    const site = config();
    const [first] = site?.workgroups ?? [];
    if (site === undefined || first === undefined) return undefined;
    return {
      workgroup: choice.workgroup !== undefined && site.workgroups.includes(choice.workgroup) ? choice.workgroup : first,
      catalog: choice.catalog ?? site.catalog ?? DEFAULT_CATALOG,
      database: choice.database ?? site.database ?? DEFAULT_DATABASE,
      reuse_minutes: choice.reuse_minutes ?? 0,
    };
  };
  const required = (): AthenaTarget => {
    const now = target();
    if (now === undefined)
      throw new ToolInputError('Athena is not set up here: name aws.athena.workgroups in sandbank.config.json, or in Settings.');
    return now;
  };

  /** The problem of a workgroup is known when the tables are. */
  async function load(now: AthenaTarget): Promise<TableInfo[]> {
    const looked = learn([now.workgroup]).catch(() => undefined);
    const tables = await engine.tables(now, page);
    await looked;
    return tables;
  }

  async function learn(names: readonly string[]): Promise<Workgroup[]> {
    const groups = await engine.workgroups(names, page);
    for (const { name, problem } of groups) {
      if (problem === undefined) problems.delete(name);
      else problems.set(name, problem);
    }
    tell();
    return groups;
  }

  function ask(now: AthenaTarget, key: string): Promise<TableInfo[]> {
    const asked: Kept = { key, tables: load(now) };
    kept = asked;
    asked.tables.then(
      () => kept === asked && tell(),
      (error: unknown) => {
        asked.failed_at = Date.now();
        asked.problem = error instanceof Error ? error.message : String(error);
        if (kept === asked) tell();
      },
    );
    return asked.tables;
  }

  function forget(): void {
    kept = undefined;
    problems.clear();
    tell();
  }

  let signedIn = identityOf(session);
  session.subscribe(() => {
    const now = identityOf(session);
    if (now === signedIn) tell();
    else {
      signedIn = now;
      forget();
    }
  });

  return {
    target,
    async choose(patch) {
      required();
      const next = parseChoice({ ...choice, ...patch }, config()?.workgroups ?? []);
      choice = next;
      kept = undefined;
      tell();
      await store.set(settingsKeys.athena, next);
    },
    status() {
      const now = target();
      if (now === undefined) return undefined;
      const { state } = session;
      if (state.status === 'signed in') return problems.get(now.workgroup) ?? kept?.problem ?? 'ready';
      if (state.status === 'signing in') return 'signing in';
      const problem = state.status === 'signed out' ? state.problem : undefined;
      return `signed out: ${problem ?? 'sign in to AWS in Settings'}`;
    },
    workgroups: () => learn(config()?.workgroups ?? []),
    catalogs: async () => await engine.catalogs(required().workgroup, page),
    async databases() {
      const { workgroup, catalog } = required();
      return await engine.databases(workgroup, catalog, page);
    },
    tables() {
      const now = target();
      const who = identityOf(session);
      if (now === undefined || who === undefined) return Promise.resolve([]);
      const key = JSON.stringify([who, now.workgroup, now.catalog, now.database]);
      const again = kept?.failed_at !== undefined && Date.now() - kept.failed_at > FAILED_MS;
      return kept?.key === key && !again ? kept.tables : ask(now, key);
    },
    reload: forget,
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

function identityOf({ state }: AwsSession): string | undefined {
  return state.status === 'signed in' ? state.identity.arn : undefined;
}

function parseChoice(choice: Choice, workgroups: readonly string[]): Choice {
  const parsed = choiceSchema.safeParse(choice);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    const name = String(issue?.path[0] ?? '');
    const wants =
      name === 'reuse_minutes' ? 'whole minutes from 0 (never) to 10,080 (seven days)' : 'a name of 1 to 255 characters';
    throw new ToolInputError(`athena: ${name}: wants ${wants}`);
  }
  const { workgroup } = parsed.data;
  if (workgroup !== undefined && !workgroups.includes(workgroup))
    throw new ToolInputError(
      `athena: workgroup: "${workgroup.slice(0, 100)}" is none that the site names. ${suggestion(workgroup, workgroups, 'workgroups')}`,
    );
  return parsed.data;
}
