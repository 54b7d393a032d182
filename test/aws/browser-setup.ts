import type { TestProject } from 'vitest/node';
import { doubleConfig } from './config.ts';
import { startAws } from './start.ts';
import '../harness/aws-address.ts';

/** Starts the double of AWS for the browser tests, on a free port of this machine. Its data are made when they are first asked for. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const double = await startAws({ prepare: false });
  const { url } = double;
  project.provide('aws', { url, cognito: doubleConfig(url, 'cognito').aws, oidc: doubleConfig(url, 'oidc').aws });
  return () => double.close();
}
