import { createHash, randomBytes } from 'node:crypto';
import type { AwsRequest } from '../http/aws-request.ts';
import { html, json, redirect, type Reply } from '../http/reply.ts';
import { CLIENT_ID, REGION, USER, USER_POOL_ID } from '../world/account.ts';
import type { World } from '../world/world.ts';

/** Who gives out tokens: the user pool's managed login, or any other OIDC issuer. */
export type Issuer = {
  kind: 'cognito' | 'oidc';
  /** As it stands in `iss`. */
  iss: string;
  /** Where its pages lie: "http://127.0.0.1:4566" or "…/oidc". */
  base: string;
  paths: { authorize: string; token: string; revoke: string; logout: string; jwks: string };
};

type Grant = {
  client_id: string;
  redirect_uri: string;
  challenge: string;
  nonce: string | undefined;
  scope: string;
  used: boolean;
};

const CODE_SECONDS = 300;

export function issuers(origin: string): Issuer[] {
  return [
    {
      kind: 'cognito',
      iss: `https://cognito-idp.${REGION}.amazonaws.com/${USER_POOL_ID}`,
      base: origin,
      paths: {
        authorize: '/oauth2/authorize',
        token: '/oauth2/token',
        revoke: '/oauth2/revoke',
        logout: '/logout',
        jwks: `/${USER_POOL_ID}/.well-known/jwks.json`,
      },
    },
    {
      kind: 'oidc',
      iss: `${origin}/oidc`,
      base: `${origin}/oidc`,
      paths: {
        authorize: '/oidc/authorize',
        token: '/oidc/token',
        revoke: '/oidc/revoke',
        logout: '/oidc/logout',
        jwks: '/oidc/jwks.json',
      },
    },
  ];
}

/** The pages and the token endpoint of one issuer. */
export class SignInPages {
  readonly issuer: Issuer;
  private readonly world: World;
  private readonly grants = new Map<string, Grant & { expires_at: number }>();
  private readonly refreshTokens = new Map<string, { client_id: string; scope: string }>();

  constructor(issuer: Issuer, world: World) {
    this.issuer = issuer;
    this.world = world;
  }

  /** Forgets all refresh tokens: as where an administrator signed the user out. */
  revokeAll(): void {
    this.refreshTokens.clear();
  }

  /** Undefined where the path is none of this issuer's. `operation` is how the log calls it. */
  answer(request: AwsRequest): { operation: string; reply: Reply } | undefined {
    const { authorize, token, revoke, logout, jwks } = this.issuer.paths;
    switch (request.path) {
      case authorize:
        return { operation: 'authorize', reply: this.authorize(request.query) };
      case token:
        return { operation: 'token', reply: this.token(new URLSearchParams(request.body.toString())) };
      case revoke:
        return { operation: 'revoke', reply: this.revoke(new URLSearchParams(request.body.toString())) };
      case logout:
        return { operation: 'logout', reply: this.logout(request.query) };
      case jwks:
        return { operation: 'jwks', reply: json(this.world.tokens.jwks()) };
      case '/oidc/.well-known/openid-configuration':
        return this.issuer.kind === 'oidc' ? { operation: 'discovery', reply: json(this.discovery()) } : undefined;
      default:
        return undefined;
    }
  }

  private discovery(): unknown {
    const { iss, base } = this.issuer;
    return {
      issuer: iss,
      authorization_endpoint: `${base}/authorize`,
      token_endpoint: `${base}/token`,
      revocation_endpoint: `${base}/revoke`,
      end_session_endpoint: `${base}/logout`,
      jwks_uri: `${base}/jwks.json`,
      response_types_supported: ['code'],
      subject_types_supported: ['public'],
      id_token_signing_alg_values_supported: ['RS256'],
      code_challenge_methods_supported: ['S256'],
      scopes_supported: ['openid', 'email', 'profile', 'offline_access'],
      token_endpoint_auth_methods_supported: ['none'],
    };
  }

  private authorize(query: URLSearchParams): Reply {
    const redirectUri = query.get('redirect_uri') ?? '';
    if (query.get('client_id') !== CLIENT_ID) return html('<h1>Client does not exist</h1>', 400);
    if (!isRedirect(redirectUri)) return html('<h1>redirect_mismatch</h1>', 400);
    const back = (values: Record<string, string>) => {
      const url = new URL(redirectUri);
      for (const [name, value] of Object.entries({ ...values, state: query.get('state') ?? '' }))
        url.searchParams.set(name, value);
      return url.href;
    };
    if (query.get('response_type') !== 'code') return redirect(back({ error: 'unsupported_response_type' }));
    if (query.get('code_challenge_method') !== 'S256' || !/^[\w-]{43}$/u.test(query.get('code_challenge') ?? ''))
      return redirect(back({ error: 'invalid_request', error_description: 'code_challenge of S256 required' }));
    if (!(query.get('scope') ?? '').split(' ').includes('openid')) return redirect(back({ error: 'invalid_scope' }));
    const no = back({ error: 'access_denied', error_description: 'User cancelled' });
    const setting = this.world.rules.control.sign_in;
    if (setting === 'denied') return redirect(no);
    if (setting === 'page' && query.get('prompt') === 'none') return redirect(back({ error: 'login_required' }));
    const yes = back({ code: this.grant(query, redirectUri) });
    return setting === 'at once' ? redirect(yes) : html(signInPage(yes, no));
  }

  private grant(query: URLSearchParams, redirect_uri: string): string {
    const code = randomBytes(24).toString('base64url');
    this.grants.set(code, {
      client_id: query.get('client_id') ?? '',
      redirect_uri,
      challenge: query.get('code_challenge') ?? '',
      nonce: query.get('nonce') ?? undefined,
      scope: query.get('scope') ?? '',
      used: false,
      expires_at: this.world.clock.now().getTime() + CODE_SECONDS * 1000,
    });
    return code;
  }

  private token(form: URLSearchParams): Reply {
    const client = form.get('client_id') ?? '';
    if (client !== CLIENT_ID) return refused('invalid_client');
    if (form.get('grant_type') === 'refresh_token') {
      const known = this.refreshTokens.get(form.get('refresh_token') ?? '');
      if (known === undefined || known.client_id !== client) return refused('invalid_grant', 'Refresh Token has been revoked');
      return json(this.tokens(known.scope, undefined));
    }
    if (form.get('grant_type') !== 'authorization_code') return refused('unsupported_grant_type');
    const grant = this.grants.get(form.get('code') ?? '');
    const verifier = createHash('sha256')
      .update(form.get('code_verifier') ?? '')
      .digest('base64url');
    if (
      grant === undefined ||
      grant.used ||
      grant.expires_at < this.world.clock.now().getTime() ||
      grant.redirect_uri !== form.get('redirect_uri') ||
      grant.challenge !== verifier
    )
      return refused('invalid_grant');
    grant.used = true;
    const refresh_token = this.world.tokens.issueOpaque();
    this.refreshTokens.set(refresh_token, { client_id: client, scope: grant.scope });
    return json({ ...this.tokens(grant.scope, grant.nonce), refresh_token });
  }

  private tokens(scope: string, nonce: string | undefined): Record<string, unknown> {
    const { tokens, rules } = this.world;
    const seconds = rules.control.token_seconds;
    const { sub, email, name } = USER;
    const { iss, kind } = this.issuer;
    const identity = {
      iss,
      sub,
      aud: CLIENT_ID,
      email,
      email_verified: true,
      name,
      ...(kind === 'cognito' ? { 'cognito:username': email, token_use: 'id' } : {}),
      ...(nonce === undefined ? {} : { nonce }),
    };
    return {
      id_token: tokens.issue(identity, seconds),
      access_token: tokens.issue({ iss, sub, client_id: CLIENT_ID, scope, token_use: 'access' }, seconds),
      token_type: 'Bearer',
      expires_in: seconds,
    };
  }

  private revoke(form: URLSearchParams): Reply {
    this.refreshTokens.delete(form.get('token') ?? '');
    return json({});
  }

  private logout(query: URLSearchParams): Reply {
    this.revokeAll();
    const back = query.get('logout_uri') ?? query.get('post_logout_redirect_uri');
    if (back === null || !isRedirect(back)) return html('<h1>Signed out</h1>');
    return redirect(back);
  }
}

function isRedirect(uri: string): boolean {
  return /^(?:https:\/\/|http:\/\/(?:localhost|127\.0\.0\.1)(?::\d+)?(?:\/|$))/u.test(uri);
}

function refused(error: string, error_description?: string): Reply {
  return json({ error, ...(error_description === undefined ? {} : { error_description }) }, 400);
}

function signInPage(yes: string, no: string): string {
  const go = (url: string) => `location.href=${JSON.stringify(url)}`.replaceAll('&', '&amp;').replaceAll('"', '&quot;');
  return `<!doctype html><meta charset="utf-8"><title>Meridian Foods</title><h1>Sign in to Meridian Foods</h1>
<p>${USER.email}</p><button onclick="${go(yes)}">Sign in</button> <button onclick="${go(no)}">Cancel</button>`;
}
