import { runInNewContext } from 'node:vm';
import { expect, test } from 'vitest';
import { parseSiteConfig } from '../../src/adapters/config/parse-site-config.ts';
import { makeStack, outputOf, requiredIn, resourceIn } from './evaluate.ts';
import { billingData, everythingAllowed, existingUserPool, oidcIssuer, sandbankTemplate } from './sandbank-template.ts';
import { textOf, type TemplateObject } from './template-file.ts';

const configOf = (parameters: Record<string, string | string[]>) =>
  parseSiteConfig(outputOf(makeStack(sandbankTemplate(), parameters), 'SandbankConfig') ?? '');

test('the output is a configuration of the page, with a user pool of its own', () => {
  expect(configOf(billingData)).toMatchObject({
    aws: {
      region: 'eu-west-1',
      account_id: '111122223333',
      identity_pool_id: 'eu-west-1:12345678-1234-1234-1234-123456789012',
      sign_in: {
        kind: 'cognito',
        user_pool_id: 'eu-west-1_AbCdEfGhI',
        client_id: '1h57kf5cpq17m0eml12EXAMPLE',
        domain: 'https://sandbank-111122223333.auth.eu-west-1.amazoncognito.com',
      },
      athena: {
        workgroups: ['sandbank'],
        catalog: 'AwsDataCatalog',
        database: 'cur',
        output_location: 's3://sandbank-resultbucket-1a2b3c/results/',
      },
      buckets: [],
    },
    policy: { athena_writes: 'refuse', lambda_functions: [], sns_topics: [] },
  });
});

test('what is switched on is in it', () => {
  expect(configOf(everythingAllowed)).toMatchObject({
    aws: { buckets: [{ name: 'billing-exports', prefixes: ['exports/cur2/'] }] },
    policy: { lambda_functions: everythingAllowed.LambdaFunctionArns, sns_topics: everythingAllowed.SnsTopicArns },
  });
});

test('a user pool that exists and an issuer are named in it', () => {
  expect(configOf(existingUserPool).aws?.sign_in).toEqual({
    kind: 'cognito',
    user_pool_id: 'us-east-1_ZyXwVuTsR',
    client_id: '7h57kf5cpq17m0eml12EXAMPLE',
    domain: 'https://login.example.com',
  });
  expect(configOf(oidcIssuer).aws?.sign_in).toEqual({
    kind: 'oidc',
    issuer: 'https://example.okta.com',
    client_id: '0oa1b2c3d4e5f6g7h8i9',
  });
});

test('a host of its own has no bucket, no distribution and no outputs of them', () => {
  const stack = makeStack(sandbankTemplate(), oidcIssuer);
  for (const id of ['SiteBucket', 'SiteBucketPolicy', 'Distribution', 'SiteHeaders', 'SitePathFunction'])
    expect(resourceIn(stack, id)).toBeUndefined();
  for (const id of ['SiteBucketName', 'DistributionId', 'DistributionDomainName', 'UserPoolId'])
    expect(outputOf(stack, id)).toBeUndefined();
  expect(outputOf(stack, 'SiteUrl')).toBe('https://tools.example.com/sandbank/');
});

test('the headers keep the page out of frames, but for the origins that may show it', () => {
  const policyOf = (parameters: Record<string, string | string[]>) => {
    const config = requiredIn(makeStack(sandbankTemplate(), parameters), 'SiteHeaders')['ResponseHeadersPolicyConfig'];
    const headers = (config as { SecurityHeadersConfig: TemplateObject }).SecurityHeadersConfig;
    expect(Object.keys(headers).toSorted()).toEqual([
      'ContentSecurityPolicy',
      'ContentTypeOptions',
      'ReferrerPolicy',
      'StrictTransportSecurity',
    ]);
    return (headers['ContentSecurityPolicy'] as TemplateObject)['ContentSecurityPolicy'];
  };
  expect(policyOf(billingData)).toBe("frame-ancestors 'none'");
  expect(policyOf(everythingAllowed)).toBe('frame-ancestors https://portal.example.com https://wiki.example.com:8443');
});

test('below a path, the folder serves its index.html, and nothing else is sent elsewhere', () => {
  const stack = makeStack(sandbankTemplate(), everythingAllowed);
  const code = textOf(requiredIn(stack, 'SitePathFunction')['FunctionCode']);
  const handler = runInNewContext(`${code}; handler`) as (event: { request: { uri: string } }) => {
    uri?: string;
    headers?: { location: { value: string } };
  };
  const answer = (uri: string) => handler({ request: { uri } });
  expect(answer('/tools/sandbank/').uri).toBe('/tools/sandbank/index.html');
  expect(answer('/tools/sandbank/assets/app.js').uri).toBe('/tools/sandbank/assets/app.js');
  expect(answer('/tools/sandbank').headers?.location.value).toBe('/tools/sandbank/');
  expect(answer('//evil.example.com').headers).toBeUndefined();
  expect(resourceIn(makeStack(sandbankTemplate(), billingData), 'SitePathFunction')).toBeUndefined();
});
