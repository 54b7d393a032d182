import { expect, test } from 'vitest';
import { awsOperations } from '../../../core/aws/aws-operations.ts';
import { serviceOrigin } from '../../../core/aws/aws-address.ts';
import { awsConfigSchema } from '../../../core/aws/aws-config.ts';
import { awsServices } from '../../../core/aws/aws-service.ts';
import { clientSettings } from '../client-settings.ts';
import { loadService } from './load-service.ts';

const config = awsConfigSchema.parse({
  region: 'eu-west-1',
  identity_pool_id: 'eu-west-1:00000000-0000-4000-8000-000000000000',
  sign_in: { kind: 'oidc', issuer: 'https://login.example.com', client_id: 'abc' },
});
const source = () => Promise.reject(new Error('not asked for'));

test.each(awsServices)('%s has the commands of its list and no other', async (service) => {
  const { commands } = await loadService(service);
  expect(Object.keys(commands)).toEqual([...awsOperations[service]]);
  for (const [operation, Command] of Object.entries(commands)) expect(Command.name).toBe(`${operation}Command`);
});

test.each(awsServices)('%s is asked where the policy of the page admits it', async (service) => {
  const { Client } = await loadService(service);
  const client = new Client(clientSettings(service, config, source)) as unknown as {
    config: {
      region: () => Promise<string>;
      endpointProvider: (parameters: object) => { url: URL };
    };
  };
  const Region = await client.config.region();
  const { url } = client.config.endpointProvider({ Region, UseFIPS: false, UseDualStack: false });
  expect(url.origin).toBe(serviceOrigin(service, 'eu-west-1'));
});

test('what does more than read is tried once', () => {
  expect(clientSettings('lambda', config, source).maxAttempts).toBe(1);
  expect(clientSettings('sns', config, source).maxAttempts).toBe(1);
  expect(clientSettings('athena', config, source).maxAttempts).toBe(3);
});
