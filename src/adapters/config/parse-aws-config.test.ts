import { expect, test } from 'vitest';
import { ToolInputError } from '../../core/app-error.ts';
import { parseAwsConfig } from './parse-aws-config.ts';
import { parseSiteConfig } from './parse-site-config.ts';

const cognito = {
  kind: 'cognito',
  user_pool_id: 'eu-west-1_AbCdEfGhI',
  client_id: 'abc',
  domain: 'https://meridian.auth.eu-west-1.amazoncognito.com',
};
const oidc = { kind: 'oidc', issuer: 'https://login.example.com/realms/a', client_id: 'abc' };
const aws = { region: 'eu-west-1', identity_pool_id: 'eu-west-1:00000000-0000-4000-8000-000000000000', sign_in: cognito };

const refusal = (value: unknown): string => {
  try {
    parseAwsConfig(value);
  } catch (error) {
    expect(error).toBeInstanceOf(ToolInputError);
    return (error as Error).message;
  }
  return 'taken';
};

test('takes what is right, and gives what was left out its default', () => {
  expect(parseAwsConfig(aws)).toEqual({ ...aws, buckets: [], endpoints: {} });
  const whole = {
    ...aws,
    account_id: '123456789012',
    role_arn: 'arn:aws:iam::123456789012:role/finops/Analyst',
    sign_in: { ...oidc, token_endpoint: 'https://login.example.com/token', authorization_endpoint: 'http://localhost:9/a' },
    athena: { workgroups: ['finops', 'adhoc'], output_location: 's3://our-results/finops/' },
    buckets: [{ name: 'our-cur', prefixes: ['cur/'] }],
    endpoints: { athena: 'http://127.0.0.1:4566', 'cognito-identity': 'https://identity.example.com' },
  };
  expect(parseAwsConfig(whole)).toEqual(whole);
  // A domain of the company's own, another region of Cognito than of the data, and a region that is newer than this.
  const sign_in = { ...cognito, domain: 'https://login.example.com/' };
  expect(refusal({ ...aws, region: 'us-east-1', sign_in })).toBe('taken');
  expect(refusal({ ...aws, region: 'eu-west-9' })).toBe('taken');
});

test.each<[object, string]>([
  [{ regoin: 'x' }, 'the whole: "regoin" is no key of it; take it out.'],
  [{ region: 'Ireland' }, 'region: got "Ireland", wants an AWS region, such as us-east-1'],
  [{ region: 'eu-wset-1' }, 'region: got "eu-wset-1", but eu-wset-1 is no AWS region; did you mean eu-west-1?'],
  [{ identity_pool_id: 'eu-west-1_AbCdEfGhI' }, 'identity_pool_id: got "eu-west-1_AbCdEfGhI", wants the id of an identity pool'],
  [{ identity_pool_id: 'eu-wst-1:00000000-0000-4000-8000-000000000000' }, 'eu-wst-1 is no AWS region'],
  [{ sign_in: { ...cognito, user_pool_id: 'AbCdEfGhI' } }, 'sign_in.user_pool_id: got "AbCdEfGhI", wants the id of a user pool'],
  [
    { sign_in: { ...cognito, user_pool_id: 'us-east-1_AbCdEfGhI' } },
    'sign_in.domain: got "https://meridian.auth.eu-west-1.amazoncognito.com", which is of the region eu-west-1, but the user pool is of us-east-1',
  ],
  [
    { sign_in: { ...cognito, domain: 'https://meridian.amazoncognito.com' } },
    'wants https://your-prefix.auth.eu-west-1.amazoncognito.com',
  ],
  [
    { sign_in: { ...cognito, domain: 'meridian.auth' } },
    'sign_in.domain: got "meridian.auth", which is no address; give one such as',
  ],
  [{ sign_in: { ...cognito, domain: 'https://login.example.com/oauth2' } }, 'without a path: https://login.example.com'],
  [
    { sign_in: { ...oidc, issuer: 'http://login.example.com' } },
    'sign_in.issuer: got "http://login.example.com", which would send tokens',
  ],
  [{ sign_in: { ...oidc, issuer: 'https://login.example.com/?a=1' } }, 'wants an address without "?" and "#"'],
  [{ sign_in: { ...oidc, token_endpoint: 'http://10.0.0.1/t' } }, 'sign_in.token_endpoint: got "http://10.0.0.1/t"'],
  [{ endpoints: { s3: 'http://minio.example.com' } }, 'endpoints.s3: got "http://minio.example.com", which would send'],
  [{ endpoints: { s3: 'https://[::1]:9000' } }, 'IPv6'],
  [{ endpoints: { s3: 'javascript:alert(1)' } }, 'wants a web address'],
  [{ endpoints: { dynamodb: 'https://a.example' } }, 'endpoints'],
  [{ account_id: '12345' }, 'account_id: got "12345", wants the 12 digits of an account'],
  [
    { account_id: '123456789012', role_arn: 'arn:aws:iam::210987654321:role/A' },
    'role_arn: is a role of the account 210987654321',
  ],
  [{ buckets: [{ name: 'our..cur' }] }, 'buckets[0].name: got "our..cur", which no bucket can be called'],
  [{ buckets: [{ name: 'Our_Cur' }] }, 'buckets[0].name: got "Our_Cur", wants the name of a bucket'],
  [{ buckets: [{ name: 'our-cur' }, { name: 'our-cur' }] }, 'buckets[1]: "our-cur" stands at [0] already'],
  [{ buckets: [{ name: 'our-cur', prefixes: ['/cur'] }] }, 'buckets[0].prefixes[0]: got "/cur", wants the beginning of keys'],
  [{ athena: { workgroups: [] } }, 'athena.workgroups: got [], wants at least 1 entry'],
  [{ athena: { workgroups: ['a b'] } }, 'athena.workgroups[0]: got "a b", wants the name of a workgroup'],
  [{ athena: { workgroups: ['a', 'a'] } }, 'athena.workgroups[1]: "a" stands at [0] already'],
  [
    { athena: { workgroups: ['a'], output_location: 'our-results' } },
    'athena.output_location: got "our-results", wants an address such as',
  ],
])('names key, value and fix: %j', (change, text) => {
  expect(refusal({ ...aws, ...change })).toContain(text);
});

test('never shows a password, and says that a key does not belong here', () => {
  const secret = refusal({ ...aws, secret_access_key: 'wJalr' });
  expect(secret).toContain('A key never stands in this file');
  const address = refusal({ ...aws, endpoints: { athena: 'https://me:wJalr@a.example' } });
  expect(address).toContain('endpoints.athena: holds a user name or password');
  expect(secret + address).not.toContain('wJalr');
});

test('says the same of the file, with its name and the path in it', () => {
  const text = JSON.stringify({ aws: { ...aws, endpoints: { athena: 'http://a.example' } } });
  expect(() => parseSiteConfig(text)).toThrow(/^sandbank\.config\.json: aws\.endpoints\.athena: got "http:\/\/a\.example"/u);
  expect(() => parseSiteConfig(JSON.stringify({ aws: { ...aws, region: 'x' } }))).toThrow(
    /sandbank\.config\.json: aws\.region: got "x"/u,
  );
  expect(parseSiteConfig(JSON.stringify({ aws })).aws).toEqual({ ...aws, buckets: [], endpoints: {} });
});
