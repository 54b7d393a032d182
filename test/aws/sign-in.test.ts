import { STSClient, GetCallerIdentityCommand } from '@aws-sdk/client-sts';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { connect } from './client/connect.ts';
import { addresses, answerOf, askTokens, beginSignIn, credentialsFor, signIn } from './client/sign-in.ts';
import { doubleConfig } from './config.ts';
import { type AwsDouble, startAws } from './start.ts';

let double: AwsDouble;

beforeAll(async () => {
  double = await startAws({ prepare: false });
});
beforeEach(() => double.reset());
afterAll(() => double.close());

const claimsOf = (token: string) =>
  JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString()) as Record<string, unknown>;

test('a code becomes tokens once, for whoever has its verifier', async () => {
  const pending = beginSignIn(double.config);
  const answer = await answerOf(pending);
  expect(answer.get('state')).toBe(pending.state);
  const form = { grant_type: 'authorization_code', code: answer.get('code') ?? '' };
  expect(await askTokens(double.config, { ...form, code_verifier: 'another' })).toMatchObject({
    status: 400,
    body: { error: 'invalid_grant' },
  });
  const { status, body } = await askTokens(double.config, { ...form, code_verifier: pending.verifier });
  expect(status).toBe(200);
  const claims = claimsOf(body.id_token);
  expect(claims).toMatchObject({
    iss: 'https://cognito-idp.us-east-1.amazonaws.com/us-east-1_Mer1dian1',
    aud: double.config.aws.sign_in.client_id,
    nonce: pending.nonce,
    email: 'ana.lyst@meridian.example',
  });
  expect(Number(claims['exp']) - Number(claims['iat'])).toBe(3600);
  expect((await askTokens(double.config, { ...form, code_verifier: pending.verifier })).status).toBe(400);
});

test('a request without PKCE is refused, a user may say no, and a page may ask', async () => {
  expect((await answerOf(beginSignIn(double.config, { code_challenge: '' }))).get('error')).toBe('invalid_request');
  double.control({ sign_in: 'denied' });
  expect((await answerOf(beginSignIn(double.config))).get('error')).toBe('access_denied');
  double.control({ sign_in: 'page' });
  const page = await (await fetch(beginSignIn(double.config).url)).text();
  expect(page).toContain('Sign in</button>');
  expect(page).toContain('error=access_denied');
  expect((await answerOf(beginSignIn(double.config, { prompt: 'none' }))).get('error')).toBe('login_required');
});

test('a refresh token gives new tokens until sign-ins are revoked', async () => {
  const { refresh_token = '' } = await signIn(double.config);
  const refresh = () => askTokens(double.config, { grant_type: 'refresh_token', refresh_token });
  expect((await refresh()).body.id_token).toMatch(/^ey/u);
  double.revokeSignIns();
  expect(await refresh()).toMatchObject({ status: 400, body: { error: 'invalid_grant' } });
});

test.each(['cognito', 'oidc'] as const)('tokens of %s become the credentials of the role', async (kind) => {
  const config = doubleConfig(double.url, kind);
  const { id_token } = await signIn(config);
  const credentials = await credentialsFor(config, addresses(config).provider, id_token)();
  expect(credentials.accessKeyId).toMatch(/^ASIA/u);
  const sts = new STSClient({ region: 'us-east-1', endpoint: double.url, credentials });
  expect(await sts.send(new GetCallerIdentityCommand())).toMatchObject({
    Account: '100020003000',
    Arn: 'arn:aws:sts::100020003000:assumed-role/SandbankAnalyst/CognitoIdentityCredentials',
  });
});

test('the generic issuer says where its ends are, and gives out its key', async () => {
  const issuer = `${double.url}/oidc`;
  const discovery = (await (await fetch(`${issuer}/.well-known/openid-configuration`)).json()) as Record<string, string>;
  expect(discovery).toMatchObject({ issuer, token_endpoint: `${issuer}/token` });
  const jwks = (await (await fetch(discovery['jwks_uri'] ?? '')).json()) as { keys: JsonWebKey[] };
  const { id_token } = await signIn(doubleConfig(double.url, 'oidc'));
  const [head = '', body = '', signature = ''] = id_token.split('.');
  const rsa = { name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-256' };
  const key = await crypto.subtle.importKey('jwk', jwks.keys[0] ?? {}, rsa, false, ['verify']);
  const bytes = Buffer.from(`${head}.${body}`);
  expect(await crypto.subtle.verify(rsa.name, key, Buffer.from(signature, 'base64url'), bytes)).toBe(true);
});

test('the identity pool refuses no token, an expired one, one of elsewhere, and another pool', async () => {
  const { provider } = addresses(double.config);
  const { id_token } = await signIn(double.config);
  const refusal = async (name: string, token: string, config = double.config) =>
    credentialsFor(config, name, token)().then(
      () => 'given',
      (error: Error) => `${error.name}: ${error.message}`,
    );
  expect(await refusal('accounts.example.com', id_token)).toMatch(/NotAuthorizedException.*Issuer doesn't match/u);
  expect(await refusal(provider, `${id_token}x`)).toMatch(/NotAuthorizedException.*signature/u);
  const aws = { ...double.config.aws, identity_pool_id: 'us-east-1:00000000-0000-4000-8000-000000000000' };
  expect(await refusal(provider, id_token, { ...double.config, aws })).toMatch(/ResourceNotFoundException/u);
  double.control({ token_seconds: -5 });
  const expired = await signIn(double.config);
  expect(await refusal(provider, expired.id_token)).toMatch(/NotAuthorizedException.*Token expired/u);
});

test('credentials can be short-lived', async () => {
  double.control({ credential_seconds: 0 });
  const sts = new STSClient(await connect(double));
  await expect(sts.send(new GetCallerIdentityCommand())).rejects.toThrow(/expired/u);
});
