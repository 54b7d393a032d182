import { expect } from '@playwright/test';
import type { AwsDouble } from '../aws/start.ts';

/** Characters of a piece of a secret: so many of one in a row are no chance. */
const PIECE = 20;

/** Looks for all that the double has given out to sign in and to sign with, and for what a test has planted to show that it looks. */
export class SecretSearch {
  readonly #aws: AwsDouble;
  readonly #planted = new Map<string, string>();

  constructor(aws: AwsDouble) {
    this.#aws = aws;
  }

  /** The secret key of credentials that nobody was given: to be put to where `place` is read. */
  plant(place: string): string {
    const { secret_key } = this.#aws.world.credentials.issue({ identity_id: 'planted', arn: 'planted', seconds: 60 });
    this.#planted.set(secret_key, place);
    return secret_key;
  }

  /** The text has what was planted there, so that it is the one that was meant, and nothing that is true. */
  expectOnlyPlanted(text: string | undefined, ...places: string[]): void {
    const found = this.#found(text ?? '');
    expect(found.filter((name) => !name.startsWith('planted'))).toEqual([]);
    expect(found).toEqual(expect.arrayContaining(places.map((place) => `planted in ${place}`)));
  }

  /** Names of what stands in a text: whole, in a piece, or encoded in the usual ways. */
  #found(text: string): string[] {
    const names = new Set<string>();
    for (const [name, secret] of this.#secrets()) if (formsOf(secret).some((form) => text.includes(form))) names.add(name);
    return [...names];
  }

  #secrets(): [name: string, secret: string][] {
    const { world, log } = this.#aws;
    const signedIn = log.of('sign-in', 'token').flatMap(({ input }): [string, string][] =>
      Object.entries(input as Record<string, string>)
        .filter(([name]) => name === 'code' || name === 'code_verifier')
        .map(([name, value]) => [`the ${name} of a sign-in`, value]),
    );
    return [
      ...world.credentials.all().flatMap(({ access_key_id, secret_key, session_token }): [string, string][] => {
        const place = this.#planted.get(secret_key);
        return place === undefined
          ? [
              ['an access key', access_key_id],
              ['a secret key', secret_key],
              ['the token of a session', session_token],
            ]
          : [[`planted in ${place}`, secret_key]];
      }),
      ...world.tokens.issued.map((token): [string, string] => ['a token of the issuer', token]),
      ...signedIn,
    ];
  }
}

function formsOf(secret: string): string[] {
  // The beginnings of tokens are the same for all.
  const pieces = secret.length <= 2 * PIECE ? [secret] : [secret.slice(-PIECE), middle(secret)];
  return [...pieces, encodeURIComponent(secret), Buffer.from(secret).toString('base64'), Buffer.from(secret).toString('hex')];
}

function middle(text: string): string {
  const at = Math.floor(text.length / 2);
  return text.slice(at, at + PIECE);
}
