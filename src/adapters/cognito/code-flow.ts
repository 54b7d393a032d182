import * as oauth from 'oauth4webapi';
import type { Issuer } from './issuer.ts';
import type { SignInSecrets } from './round-trip.ts';
import type { Tokens } from './tokens.ts';

export function newSecrets(): SignInSecrets {
  return {
    state: oauth.generateRandomState(),
    nonce: oauth.generateRandomNonce(),
    verifier: oauth.generateRandomCodeVerifier(),
  };
}

/** Where the issuer sends people back to: this page, wherever it is hosted. It must stand in the issuer's list, letter by letter. */
export function redirectUri(): string {
  return location.origin + location.pathname;
}

/** The address at which the person signs in. `again`: also where a session at the issuer would let them in without a question. */
export async function authorizationUrl(
  { server, client, scope }: Issuer,
  secrets: SignInSecrets,
  again: boolean,
): Promise<string> {
  if (server.authorization_endpoint === undefined) throw new TypeError(`${server.issuer} names no authorization_endpoint`);
  const url = new URL(server.authorization_endpoint);
  const parameters = {
    client_id: client.client_id,
    redirect_uri: redirectUri(),
    response_type: 'code',
    scope,
    state: secrets.state,
    nonce: secrets.nonce,
    code_challenge: await oauth.calculatePKCECodeChallenge(secrets.verifier),
    code_challenge_method: 'S256',
    ...(again && { prompt: 'login' }),
  };
  for (const [name, value] of Object.entries(parameters)) url.searchParams.set(name, value);
  return url.href;
}

/**
 * Checks the answer against the secrets and takes the tokens for it. The id token's signature is not checked here: it comes over TLS from
 * the issuer itself, and the identity pool checks it again before it gives anything for it.
 */
export async function redeem(
  { server, client, options }: Issuer,
  answer: URLSearchParams,
  { state, nonce, verifier }: SignInSecrets,
  signal: AbortSignal,
): Promise<Tokens> {
  const parameters = oauth.validateAuthResponse(server, client, answer, state);
  const response = await oauth.authorizationCodeGrantRequest(server, client, oauth.None(), parameters, redirectUri(), verifier, {
    ...options,
    signal,
  });
  const expected = { expectedNonce: nonce, requireIdToken: true };
  return tokensOf(await oauth.processAuthorizationCodeResponse(server, client, response, expected));
}

/** New tokens for the refresh token. Undefined where the issuer refuses it: the sign-in has ended. */
export async function renew(
  { server, client, options }: Issuer,
  tokens: Tokens & { refresh_token: string },
  signal: AbortSignal,
): Promise<Tokens | undefined> {
  try {
    const response = await oauth.refreshTokenGrantRequest(server, client, oauth.None(), tokens.refresh_token, {
      ...options,
      signal,
    });
    const renewed = tokensOf(await oauth.processRefreshTokenResponse(server, client, response), tokens);
    return renewed.sub === tokens.sub ? renewed : undefined;
  } catch (error) {
    const isRefused = error instanceof oauth.ResponseBodyError && error.status < 500 && error.status !== 429;
    if (isRefused || error instanceof oauth.WWWAuthenticateChallengeError) return undefined;
    throw error;
  }
}

/** Tells the issuer that the refresh token is not wanted any more, where it has an address for that. Rejects where it could not be told. */
export async function revoke({ server, client, options }: Issuer, { refresh_token }: Tokens, signal: AbortSignal): Promise<void> {
  if (refresh_token === undefined || server.revocation_endpoint === undefined) return;
  await oauth.processRevocationResponse(
    await oauth.revocationRequest(server, client, oauth.None(), refresh_token, { ...options, signal }),
  );
}

/** An issuer that gives no new refresh token, or no new id token, means the one before. */
function tokensOf(answer: oauth.TokenEndpointResponse, before?: Tokens): Tokens {
  const claims = oauth.getValidatedIdTokenClaims(answer);
  const refresh_token = answer.refresh_token ?? before?.refresh_token;
  const lasting = refresh_token === undefined ? {} : { refresh_token };
  if (claims === undefined || answer.id_token === undefined) {
    if (before === undefined) throw new TypeError('the issuer gave no id token');
    return { ...before, ...lasting };
  }
  const named = [claims['email'], claims['preferred_username'], claims['cognito:username'], claims['name']];
  return {
    id_token: answer.id_token,
    ...lasting,
    sub: claims.sub,
    user: named.find((name): name is string => typeof name === 'string' && name !== '') ?? claims.sub,
    issued: claims.iat * 1000,
    expires: claims.exp * 1000,
    received: Date.now(),
  };
}
