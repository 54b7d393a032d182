import { createAthenaEngine } from './adapters/athena/create-athena-engine.ts';
import { createAwsCaller } from './adapters/aws/aws-caller.ts';
import { createAwsSession } from './adapters/cognito/aws-session.ts';
import type { ReturnedSignIn } from './adapters/cognito/round-trip.ts';
import type { SiteConfigRead } from './adapters/config/read-site-config.ts';
import { createScanTotals } from './adapters/storage/scan-totals.ts';
import { createAwsGate } from './broker/aws/gate.ts';
import type { BrokerAws } from './broker/broker.ts';
import { siteConfigSchema } from './core/config.ts';
import type { Storage } from './core/ports/stores.ts';
import { createAthenaConnection } from './tools/create-athena-connection.ts';
import { createConsentQueue } from './tools/consent-queue.ts';
import type { AppServices } from './ui/app-services.ts';

type Parts = {
  storage: Storage;
  site: Promise<SiteConfigRead>;
  /** A sign-in that had left the page, and that this page is the answer to. */
  returned: ReturnedSignIn | undefined;
  onProblem: (problem: unknown) => void;
};

/** Signing in, the gate to AWS and Athena over it. Nothing is asked of AWS, and no client is loaded, before somebody signs in. */
export async function composeAws({ storage, site, returned, onProblem }: Parts): Promise<{
  broker: BrokerAws;
  services: AppServices['aws'];
  /** Of runs: what a laptop's profile would give, without secrets. */
  env: () => Record<string, string>;
}> {
  let { policy } = siteConfigSchema.parse({});
  const configured = site.then(({ config }) => {
    ({ policy } = config);
    return config.aws;
  });
  const session = createAwsSession({
    site: configured,
    store: storage.settings,
    changes: storage.changes,
    ...(returned === undefined ? {} : { returned }),
  });
  const consent = createConsentQueue();
  const gate = createAwsGate({
    caller: createAwsCaller({ session }),
    session,
    policy: () => policy,
    log: storage.calls,
    consent,
    totals: createScanTotals(storage.settings),
    onProblem,
  });
  const engine = createAthenaEngine({ outputLocation: () => session.config()?.athena?.output_location, onProblem });
  const athena = await createAthenaConnection({
    engine,
    aws: (origin) => gate.callerFor({ origin }),
    session,
    store: storage.settings,
  });
  return {
    broker: { gate, athena: engine, target: () => athena.target(), usdPerTb: () => policy.usd_per_tb },
    env() {
      const region = session.config()?.region;
      return region === undefined ? {} : { AWS_REGION: region, AWS_DEFAULT_REGION: region };
    },
    services: {
      session,
      athena,
      policy: () => policy,
      calls: storage.calls,
      scannedToday: () => gate.scannedToday(),
      consent,
    },
  };
}
