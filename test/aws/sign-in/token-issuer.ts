import { createPublicKey, generateKeyPairSync, type KeyObject, randomBytes, randomUUID, sign, verify } from 'node:crypto';
import type { Clock } from '../world/clock.ts';

export type Claims = Readonly<Record<string, unknown>>;

/** Makes and checks tokens: JWTs signed with RS256 by a key of this start. */
export class TokenIssuer {
  /** All that were given out, for tests that look where a secret got to. */
  readonly issued: string[] = [];
  private readonly key: KeyObject;
  private readonly keyId = randomUUID();
  private readonly clock: Clock;

  constructor(clock: Clock) {
    this.clock = clock;
    this.key = generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey;
  }

  /** The public keys, as issuers give them out. */
  jwks(): { keys: unknown[] } {
    const jwk = createPublicKey(this.key).export({ format: 'jwk' });
    return { keys: [{ ...jwk, kid: this.keyId, alg: 'RS256', use: 'sig' }] };
  }

  /** A token that is good for `seconds` from now; `claims` stand beside iat, exp and jti. */
  issue(claims: Claims, seconds: number): string {
    const iat = Math.floor(this.clock.now().getTime() / 1000);
    const head = part({ alg: 'RS256', typ: 'JWT', kid: this.keyId });
    const body = part({ ...claims, iat, auth_time: iat, exp: iat + Math.floor(seconds), jti: randomUUID() });
    const token = `${head}.${body}.${sign('sha256', Buffer.from(`${head}.${body}`), this.key).toString('base64url')}`;
    this.issued.push(token);
    return token;
  }

  /** A refresh token: nothing can be read in it. */
  issueOpaque(): string {
    const token = randomBytes(120).toString('base64url');
    this.issued.push(token);
    return token;
  }

  /** What a token of ours says, whether or not it is expired; undefined where it is none of ours. */
  read(token: string): (Claims & { exp: number }) | undefined {
    const [head = '', body = '', signature = ''] = token.split('.');
    const isOurs = verify(
      'sha256',
      Buffer.from(`${head}.${body}`),
      createPublicKey(this.key),
      Buffer.from(signature, 'base64url'),
    );
    return isOurs ? (JSON.parse(Buffer.from(body, 'base64url').toString()) as Claims & { exp: number }) : undefined;
  }
}

function part(value: unknown): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url');
}
