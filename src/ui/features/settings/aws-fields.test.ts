import { expect, test } from 'vitest';
import { awsConfigSchema } from '../../../core/aws/aws-config.ts';
import { awsConfigFrom, awsFieldsOf, awsOfPasted } from './aws-fields.ts';

const config = awsConfigSchema.parse({
  region: 'eu-west-1',
  identity_pool_id: 'eu-west-1:01234567-89ab-cdef-0123-456789abcdef',
  sign_in: {
    kind: 'cognito',
    user_pool_id: 'eu-west-1_AbCdEfGhI',
    client_id: 'abc',
    domain: 'https://x.auth.eu-west-1.amazoncognito.com',
  },
  athena: { workgroups: ['finops', 'primary'], catalog: 'AwsDataCatalog', database: 'billing' },
  buckets: [{ name: 'our-cur' }],
});

test('fields give back the configuration that they came from, with what they do not show', () => {
  expect(awsConfigFrom(awsFieldsOf(config), config)).toEqual(config);
});

test('fields alone make a configuration, without blanks', () => {
  const fields = { ...awsFieldsOf(config), workgroups: ' finops ', database: ' ', client_id: ' abc ' };
  const { athena, sign_in } = awsConfigSchema.parse(awsConfigFrom(fields, undefined));
  expect(athena).toEqual({ workgroups: ['finops'] });
  expect(sign_in.client_id).toBe('abc');
});

test('another issuer does not keep the addresses of the one before', () => {
  const oidc = awsConfigSchema.parse({
    ...config,
    sign_in: { kind: 'oidc', issuer: 'https://id.example.com', client_id: 'abc', token_endpoint: 'https://id.example.com/token' },
  });
  expect(awsConfigFrom(awsFieldsOf(oidc), oidc)).toEqual(oidc);
  expect(awsConfigFrom({ ...awsFieldsOf(oidc), issuer: 'https://other.example.com' }, oidc)).toMatchObject({
    sign_in: { kind: 'oidc', issuer: 'https://other.example.com', client_id: 'abc' },
  });
  expect(JSON.stringify(awsConfigFrom({ ...awsFieldsOf(oidc), issuer: 'https://other.example.com' }, oidc))).not.toContain(
    '/token',
  );
});

test('takes the whole file or its key aws; what is no JSON says what to paste', () => {
  expect(awsOfPasted('{"models":[],"aws":{"region":"x"}}')).toEqual({ region: 'x' });
  expect(awsOfPasted('{"region":"x"}')).toEqual({ region: 'x' });
  expect(() => awsOfPasted('aws: {')).toThrow('SandbankConfig');
});
