import { randomBytes } from 'node:crypto';
import type { Clock } from '../world/clock.ts';

/** Temporary credentials that the double has given out, and to whom. */
export type IssuedCredentials = {
  access_key_id: string;
  secret_key: string;
  session_token: string;
  expires_at: Date;
  identity_id: string;
  /** "arn:aws:sts::100020003000:assumed-role/SandbankAnalyst/CognitoIdentityCredentials". */
  arn: string;
};

/** All that were issued since the start; what is expired stays known. */
export class CredentialStore {
  private readonly byKey = new Map<string, IssuedCredentials>();
  private readonly clock: Clock;

  constructor(clock: Clock) {
    this.clock = clock;
  }

  issue(to: { identity_id: string; arn: string; seconds: number }): IssuedCredentials {
    const credentials = {
      access_key_id: `ASIA${base32(16)}`,
      secret_key: randomBytes(30).toString('base64'),
      session_token: randomBytes(300).toString('base64'),
      expires_at: new Date(this.clock.now().getTime() + to.seconds * 1000),
      identity_id: to.identity_id,
      arn: to.arn,
    };
    this.byKey.set(credentials.access_key_id, credentials);
    return credentials;
  }

  find(accessKeyId: string): IssuedCredentials | undefined {
    return this.byKey.get(accessKeyId);
  }

  /** All of them, for tests that look where a secret got to. */
  all(): IssuedCredentials[] {
    return [...this.byKey.values()];
  }

  /** Makes all that were issued expire at once. */
  expireAll(): void {
    for (const credentials of this.byKey.values()) credentials.expires_at = new Date(this.clock.now().getTime() - 1000);
  }
}

function base32(length: number): string {
  return Array.from(randomBytes(length), (byte) => 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'[byte % 32]).join('');
}
