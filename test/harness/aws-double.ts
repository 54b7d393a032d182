import { inject } from 'vitest';
import type { LentDouble } from './aws-address.ts';

/** A call as the double logs it. */
export type DoubleCall = {
  service: string;
  operation: string;
  input: Record<string, unknown>;
  signed: boolean;
  access_key_id?: string;
  status: number;
  error?: string;
};

/** This file's own. */
const lent = (await (await fetch(inject('aws'))).json()) as LentDouble;

async function ask(method: string, path: string, body?: unknown): Promise<unknown> {
  const response = await fetch(`${lent.url}/__${path}`, {
    method,
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  if (!response.ok) throw new Error(`the double: ${await response.text()}`);
  return await response.json();
}

/** The double of AWS, as tests in a page reach it. */
export const awsDouble = {
  ...lent,
  /** Nothing goes wrong any more; the log is empty. */
  async reset(): Promise<void> {
    await ask('PUT', 'control', {});
    await ask('DELETE', 'log');
  },
  /** Changes what is named: see `test/aws/world/control.ts`. */
  control: (input: object) => ask('POST', 'control', input),
  expireCredentials: () => ask('POST', 'expire'),
  revokeSignIns: () => ask('POST', 'revoke'),
  async calls(service: string, operation: string): Promise<DoubleCall[]> {
    const { calls } = (await ask('GET', 'log')) as { calls: DoubleCall[] };
    return calls.filter((call) => call.service === service && call.operation === operation);
  },
};
