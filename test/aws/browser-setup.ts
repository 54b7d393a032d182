import { createServer } from 'node:http';
import type { TestProject } from 'vitest/node';
import { doubleConfig } from './config.ts';
import { createBillingEngine } from './engine/billing-engine.ts';
import { startAws, type AwsDouble } from './start.ts';
import '../harness/aws-address.ts';

/**
 * Lends doubles of AWS to the browser tests, on free ports of this machine: each request for one starts a new one and answers where it
 * is, so that files that run at the same time set and reset none but their own. They share their data, which are made when they are
 * first asked for.
 */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const engine = createBillingEngine();
  const lent: AwsDouble[] = [];
  const lender = createServer((_request, response) => {
    startAws({ prepare: false, engine }).then(
      (double) => {
        lent.push(double);
        const { url } = double;
        const told = { url, cognito: doubleConfig(url, 'cognito').aws, oidc: doubleConfig(url, 'oidc').aws };
        response
          .writeHead(200, { 'access-control-allow-origin': '*', 'content-type': 'application/json' })
          .end(JSON.stringify(told));
      },
      (error: unknown) => response.destroy(error instanceof Error ? error : new Error(String(error))),
    );
  });
  await new Promise<void>((resolve) => lender.listen(0, '127.0.0.1', resolve));
  const address = lender.address();
  if (address === null || typeof address === 'string') throw new Error('the lender of doubles has no port');
  project.provide('aws', `http://127.0.0.1:${address.port}/`);
  return async () => {
    lender.closeAllConnections();
    lender.close();
    await Promise.all(lent.map((double) => double.close()));
    engine.close();
  };
}
