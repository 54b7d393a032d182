import { QueryExecutions } from './athena/query-executions.ts';
import { type DoubleConfig, doubleConfig } from './config.ts';
import { type BillingEngine, createBillingEngine } from './engine/billing-engine.ts';
import { serveAws } from './http/aws-server.ts';
import { setControl } from './http/control-pages.ts';
import { TokenIssuer } from './sign-in/token-issuer.ts';
import { CredentialStore } from './signing/issued-credentials.ts';
import { CallLog } from './world/call-log.ts';
import { Clock } from './world/clock.ts';
import type { ControlInput } from './world/control.ts';
import { FaultRules } from './world/fault-rules.ts';
import { fillBuckets } from './world/fill-buckets.ts';
import type { World } from './world/world.ts';

export type StartOptions = {
  /** A free one where nothing is said. */
  port?: number;
  sign_in?: 'cognito' | 'oidc';
  control?: ControlInput;
  /** One that is started already and is not closed with the double. */
  engine?: BillingEngine;
  /** The sample data are made at once and not with the first query; true where nothing is said. */
  prepare?: boolean;
};

/** A double of AWS that runs in this process and listens on this machine alone. */
export type AwsDouble = {
  /** "http://127.0.0.1:4566". */
  url: string;
  config: DoubleConfig;
  log: CallLog;
  world: World;
  /** Changes what is named of what is set. */
  control(input: ControlInput): void;
  /** Nothing goes wrong any more, and nothing is remembered of calls. */
  reset(): void;
  /** All credentials that were given out are expired from now on. */
  expireCredentials(): void;
  /** No refresh token is good any more. */
  revokeSignIns(): void;
  close(): Promise<void>;
};

/** Starts a double. Rejects where the port is taken. */
export async function startAws(options: StartOptions = {}): Promise<AwsDouble> {
  const { port = 0, sign_in = 'cognito', prepare = true } = options;
  const world = createWorld(options.engine ?? createBillingEngine());
  setControl(world, options.control ?? {}, true);
  const { url, pages, close } = await serveAws(world, port);
  // A query that comes first tells what went wrong.
  if (prepare) world.engine.prepare().catch(() => undefined);
  return {
    url,
    config: doubleConfig(url, sign_in),
    log: world.log,
    world,
    control: (input) => setControl(world, input, false),
    reset: () => {
      setControl(world, {}, true);
      world.log.clear();
      world.queries.writes.length = 0;
    },
    expireCredentials: () => world.credentials.expireAll(),
    revokeSignIns: () => {
      for (const page of pages) page.revokeAll();
    },
    close: async () => {
      await close();
      if (options.engine === undefined) world.engine.close();
    },
  };
}

function createWorld(engine: BillingEngine): World {
  const clock = new Clock();
  const rules = new FaultRules();
  const buckets = fillBuckets();
  return {
    clock,
    rules,
    buckets,
    engine,
    log: new CallLog(),
    credentials: new CredentialStore(clock),
    tokens: new TokenIssuer(clock),
    queries: new QueryExecutions({ engine, buckets, clock, rules }),
  };
}
