import type { BillingEngine } from '../engine/billing-engine.ts';
import type { QueryExecutions } from '../athena/query-executions.ts';
import type { IssuedCredentials, CredentialStore } from '../signing/issued-credentials.ts';
import type { TokenIssuer } from '../sign-in/token-issuer.ts';
import type { Buckets } from './buckets.ts';
import type { CallLog } from './call-log.ts';
import type { Clock } from './clock.ts';
import type { FaultRules } from './fault-rules.ts';

/** Everything that the double holds, of which its services answer. */
export type World = {
  clock: Clock;
  rules: FaultRules;
  log: CallLog;
  credentials: CredentialStore;
  tokens: TokenIssuer;
  buckets: Buckets;
  engine: BillingEngine;
  queries: QueryExecutions;
};

/** A call that a service is to answer. */
export type Call = {
  world: World;
  /** Who is asking; undefined where the service takes calls without a signature. */
  caller: IssuedCredentials | undefined;
  /** The region that the call was signed for. */
  region: string;
};

/**
 * Answers one operation: from its members to its members. `never` lets each operation say the input that it takes; what comes is the
 * client's own, so it is read with care.
 */
export type Operation = (input: never, call: Call) => unknown;

export type Operations = Readonly<Record<string, Operation>>;
