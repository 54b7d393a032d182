import { createAthenaEngine } from './adapters/athena/create-athena-engine.ts';
import { createAwsCaller } from './adapters/aws/aws-caller.ts';
import type { CognitoSession } from './adapters/cognito/aws-session.ts';
import { runAthenaQuery } from './broker/athena-query.ts';
import { createAwsGate, type AwsGateParts } from './broker/aws/gate.ts';
import type { BrokerAws } from './broker/broker.ts';
import type { AthenaEngine, AthenaTarget } from './core/ports/athena.ts';

export type GateParts = Omit<AwsGateParts, 'caller' | 'session'> & {
  session: CognitoSession;
  /** Where queries go as chosen now; undefined where the site names no workgroup. */
  target: () => AthenaTarget | undefined;
};

/** The gate to AWS and Athena over it: loaded when something of AWS is first asked for. */
export function composeGate({ session, target, ...parts }: GateParts): BrokerAws & { engine: AthenaEngine } {
  const gate = createAwsGate({ ...parts, session, workgroup: () => target()?.workgroup, caller: createAwsCaller({ session }) });
  const engine = createAthenaEngine({
    outputLocation: () => session.config()?.athena?.output_location,
    onProblem: parts.onProblem,
  });
  const queries = { gate, athena: engine, target, usdPerTb: () => parts.policy().usd_per_tb };
  return { gate, engine, query: (query, caller) => runAthenaQuery(queries, query, caller) };
}
