import { createHash, randomBytes } from 'node:crypto';
import { fromCognitoIdentityPool } from '@aws-sdk/credential-provider-cognito-identity';
import type { DoubleConfig } from '../config.ts';

const REDIRECT = 'http://localhost:4173/';

export type Tokens = { id_token: string; access_token: string; refresh_token?: string; expires_in: number };

/** What a page has in its hands while the user is asked. */
export type PendingSignIn = { verifier: string; state: string; nonce: string; url: string };

/** Where tokens are given out. */
export function addresses({ aws }: DoubleConfig): { authorize: string; token: string; provider: string } {
  const { sign_in, region } = aws;
  if (sign_in.kind === 'oidc')
    return {
      authorize: `${sign_in.issuer}/authorize`,
      token: `${sign_in.issuer}/token`,
      provider: sign_in.issuer.replace(/^https?:\/\//u, ''),
    };
  return {
    authorize: `${sign_in.domain}/oauth2/authorize`,
    token: `${sign_in.domain}/oauth2/token`,
    provider: `cognito-idp.${region}.amazonaws.com/${sign_in.user_pool_id}`,
  };
}

export function beginSignIn(config: DoubleConfig, change: Record<string, string> = {}): PendingSignIn {
  const [verifier, state, nonce] = [40, 16, 16].map((bytes) => randomBytes(bytes).toString('base64url')) as [
    string,
    string,
    string,
  ];
  const query = new URLSearchParams({
    response_type: 'code',
    client_id: config.aws.sign_in.client_id,
    redirect_uri: REDIRECT,
    scope: 'openid email',
    state,
    nonce,
    code_challenge: createHash('sha256').update(verifier).digest('base64url'),
    code_challenge_method: 'S256',
    ...change,
  });
  return { verifier, state, nonce, url: `${addresses(config).authorize}?${query}` };
}

/** Follows the redirect back and gives its query. */
export async function answerOf({ url }: PendingSignIn): Promise<URLSearchParams> {
  const response = await fetch(url, { redirect: 'manual' });
  return new URL(response.headers.get('location') ?? 'http://none/').searchParams;
}

/** The token endpoint's answer to a form, whatever it is. */
export async function askTokens(
  config: DoubleConfig,
  form: Record<string, string>,
): Promise<{ status: number; body: Tokens & { error?: string } }> {
  const response = await fetch(addresses(config).token, {
    method: 'POST',
    body: new URLSearchParams({ client_id: config.aws.sign_in.client_id, redirect_uri: REDIRECT, ...form }),
  });
  return { status: response.status, body: (await response.json()) as Tokens };
}

/** The whole way by authorization code and PKCE. */
export async function signIn(config: DoubleConfig): Promise<Tokens> {
  const pending = beginSignIn(config);
  const code = (await answerOf(pending)).get('code') ?? '';
  const { body } = await askTokens(config, { grant_type: 'authorization_code', code, code_verifier: pending.verifier });
  return body;
}

/** The role's credentials by the identity pool's enhanced flow, as the SDK's own provider gets them. */
export function credentialsFor(
  { aws }: DoubleConfig,
  provider: string,
  idToken: string,
): ReturnType<typeof fromCognitoIdentityPool> {
  return fromCognitoIdentityPool({
    identityPoolId: aws.identity_pool_id,
    logins: { [provider]: idToken },
    clientConfig: { region: aws.region, endpoint: aws.endpoints['cognito-identity'] ?? '' },
  });
}
