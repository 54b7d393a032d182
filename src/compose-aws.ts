import { createAwsSession } from './adapters/cognito/aws-session.ts';
import type { ReturnedSignIn } from './adapters/cognito/round-trip.ts';
import type { SiteConfigRead } from './adapters/config/read-site-config.ts';
import { createScanTotals } from './adapters/storage/scan-totals.ts';
import type { AwsSigning } from './assistant/providers/provider.ts';
import type { BrokerAws } from './broker/broker.ts';
import { AwsError } from './core/app-error.ts';
import { siteConfigSchema } from './core/config.ts';
import type { AthenaConnection } from './core/ports/athena-connection.ts';
import type { AthenaEngine } from './core/ports/athena.ts';
import type { AwsCaller } from './core/ports/aws.ts';
import type { Storage } from './core/ports/stores.ts';
import type { Embedded } from './embed/embedded.ts';
import { loadOnce } from './load-once.ts';
import { createAthenaConnection } from './tools/create-athena-connection.ts';
import { createConsentQueue } from './tools/consent-queue.ts';
import type { AppServices } from './ui/app-services.ts';

type Parts = {
  storage: Storage;
  site: Promise<SiteConfigRead>;
  /** A sign-in that had left the page, and that this page is the answer to. */
  returned: ReturnedSignIn | undefined;
  /** Where the page stands in another's frame. */
  embedded: Embedded | undefined;
  onProblem: (problem: unknown) => void;
};

export type ComposedAws = {
  broker: () => Promise<BrokerAws>;
  services: AppServices['aws'];
  /** For models that are asked as the person who is signed in. */
  signing: AwsSigning;
  /** Of runs: what a laptop's profile would give, without secrets. */
  env: () => Record<string, string>;
};

/** Signing in, the gate to AWS and Athena over it. Nothing of it is loaded before somebody wants something of AWS. */
export async function composeAws({ storage, site, returned, embedded, onProblem }: Parts): Promise<ComposedAws> {
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
  const consent = embedded?.consent ?? createConsentQueue();
  const totals = createScanTotals(storage.settings);
  const load = loadOnce(async () => {
    const { composeGate } = await import('./compose-gate.ts').catch((cause: unknown) => {
      const message = 'What the page needs to call AWS could not be loaded. Check the connection and try again.';
      throw new AwsError('NetworkError', message, { cause });
    });
    return composeGate({
      session,
      target: () => athena.target(),
      policy: () => policy,
      log: storage.calls,
      consent,
      totals,
      onProblem,
    });
  });
  const athena: AthenaConnection = await createAthenaConnection({
    engine: loadedEngine(async () => (await load()).engine),
    aws: (origin) => loadedCaller(async () => (await load()).gate.callerFor({ origin })),
    session,
    store: storage.settings,
  });
  return {
    broker: load,
    env() {
      const region = session.config()?.region;
      return region === undefined ? {} : { AWS_REGION: region, AWS_DEFAULT_REGION: region };
    },
    signing: {
      signedIn: () => session.state.status === 'signed in',
      credentials: async () => {
        const { accessKeyId, secretAccessKey, sessionToken } = await session.credentials();
        return { accessKeyId, secretAccessKey, ...(sessionToken === undefined ? {} : { sessionToken }) };
      },
      subscribe: (listener) => session.subscribe(listener),
    },
    services: {
      session: embedded?.session(session) ?? session,
      athena,
      policy: () => policy,
      calls: storage.calls,
      scannedToday: () => totals.read(new Date().toISOString().slice(0, 10)),
      consent,
    },
  };
}

function loadedCaller(load: () => Promise<AwsCaller>): AwsCaller {
  const caller = loadOnce(load);
  return { call: async (...given) => await (await caller()).call(...given) };
}

function loadedEngine(load: () => Promise<AthenaEngine>): AthenaEngine {
  return {
    query: async (...given) => await (await load()).query(...given),
    workgroups: async (...given) => await (await load()).workgroups(...given),
    catalogs: async (...given) => await (await load()).catalogs(...given),
    databases: async (...given) => await (await load()).databases(...given),
    tables: async (...given) => await (await load()).tables(...given),
  };
}
