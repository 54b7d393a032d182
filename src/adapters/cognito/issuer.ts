import * as oauth from 'oauth4webapi';
import { isLoopback } from '../../core/model-address.ts';
import { poolRegion } from '../../core/aws/aws-address.ts';
import type { SignInConfig } from '../../core/aws/aws-config.ts';

/** Who signs people in, and by what name the identity pool knows it. */
export type Issuer = {
  server: oauth.AuthorizationServer;
  client: oauth.Client;
  scope: string;
  /** The key of the identity pool's map of logins. */
  login: string;
  /** For requests: http is let through where every address of the issuer is one of this computer. */
  options: { [oauth.allowInsecureRequests]?: boolean };
};

/** Reads the discovery document, where the configuration does not say all. Throws what the library throws. */
export async function findIssuer(config: SignInConfig, signal: AbortSignal): Promise<Issuer> {
  const client: oauth.Client = { client_id: config.client_id };
  if (config.kind === 'cognito') {
    const { user_pool_id, domain } = config;
    const host = `cognito-idp.${poolRegion(user_pool_id)}.amazonaws.com${user_pool_id.startsWith('cn-') ? '.cn' : ''}`;
    const at = (path: string) => new URL(path, domain).href;
    const server: oauth.AuthorizationServer = {
      issuer: `https://${host}/${user_pool_id}`,
      authorization_endpoint: at('/oauth2/authorize'),
      token_endpoint: at('/oauth2/token'),
      revocation_endpoint: at('/oauth2/revoke'),
    };
    // Alone it brings every claim that the client may read; one that the client may not ask for would be an error.
    return { server, client, scope: 'openid', login: `${host}/${user_pool_id}`, options: optionsFor([domain]) };
  }
  const { issuer, authorization_endpoint, token_endpoint, scopes } = config;
  const options = optionsFor([issuer, authorization_endpoint, token_endpoint]);
  const isComplete = authorization_endpoint !== undefined && token_endpoint !== undefined;
  const found: oauth.AuthorizationServer = isComplete ? { issuer } : await discover(issuer, { ...options, signal });
  const server = {
    ...found,
    ...(authorization_endpoint === undefined ? {} : { authorization_endpoint }),
    ...(token_endpoint === undefined ? {} : { token_endpoint }),
  };
  const usual = ['openid', 'email', 'profile'];
  const lasting = found.scopes_supported?.includes('offline_access') === true ? ['offline_access'] : [];
  return {
    server,
    client,
    scope: (scopes ?? [...usual, ...lasting]).join(' '),
    login: issuer.replace(/^https?:\/\//u, '').replace(/\/$/u, ''),
    options,
  };
}

async function discover(issuer: string, options: oauth.DiscoveryRequestOptions): Promise<oauth.AuthorizationServer> {
  const url = new URL(issuer);
  return await oauth.processDiscoveryResponse(url, await oauth.discoveryRequest(url, { ...options, algorithm: 'oidc' }));
}

function optionsFor(addresses: readonly (string | undefined)[]): Issuer['options'] {
  const isHere = addresses.every((address) => address === undefined || isLoopback(new URL(address).hostname));
  return isHere ? { [oauth.allowInsecureRequests]: true } : {};
}
