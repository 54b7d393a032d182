import { z } from 'zod';
import { AwsError } from '../../core/app-error.ts';
import type { AwsConfig } from '../../core/aws/aws-config.ts';
import type { AwsIdentity } from '../../core/ports/aws.ts';
import { createAwsCaller } from '../aws/aws-caller.ts';
import type { AwsCredentials, CredentialSource } from '../aws/client-settings.ts';
import { clockProblem } from '../aws/clock-problem.ts';
import { redeem, renew, revoke } from './code-flow.ts';
import type { Issuer } from './issuer.ts';
import { poolProblem, roleCredentials, type RoleCredentials } from './role-credentials.ts';
import type { SignInSecrets } from './round-trip.ts';
import { signInProblem } from './sign-in-problem.ts';
import type { Tokens } from './tokens.ts';

/** What is left of tokens and credentials when they are renewed. */
const MARGIN_MS = 5 * 60_000;
/** What must be left of credentials for a call to be worth making, where they could not be renewed. */
const USABLE_MS = 15_000;
const REVOKE_WITHIN_MS = 5000;

const callerSchema = z.object({ Account: z.string(), Arn: z.string() });

const ENDED = 'The sign-in has ended: the issuer gives no new tokens for it. Sign in again to go on.';

/** A sign-in that has succeeded: its tokens and credentials, in private fields of this one object. */
export class LiveSignIn {
  readonly #config: AwsConfig;
  readonly #issuer: Issuer;
  readonly #stopped = new AbortController();
  #tokens: Tokens;
  #take: RoleCredentials;
  #credentials: AwsCredentials;
  #renewing: Promise<AwsCredentials> | undefined;
  #identity: AwsIdentity;

  private constructor(config: AwsConfig, issuer: Issuer, tokens: Tokens) {
    this.#config = config;
    this.#issuer = issuer;
    this.#tokens = tokens;
    this.#take = () => Promise.reject(new Error('not open yet'));
    this.#credentials = { accessKeyId: '', secretAccessKey: '', sessionToken: '', expiration: new Date(0) };
    this.#identity = { account_id: '', arn: '', role_name: '', user: tokens.user, expires_at: '' };
  }

  /** Takes tokens and credentials for the issuer's answer, and looks whose they are. Rejects with `AwsError`. */
  static async open(
    config: AwsConfig,
    issuer: Issuer,
    answer: URLSearchParams,
    secrets: SignInSecrets,
    signal: AbortSignal,
  ): Promise<LiveSignIn> {
    const live = new LiveSignIn(config, issuer, await checkedTokens(issuer, answer, secrets, signal));
    try {
      live.#take = await roleCredentials(config, issuer.login, () => live.#tokens.id_token);
      live.#credentials = await live.#taken();
      live.#identity = await live.#whoIsIt();
      signal.throwIfAborted();
      return live;
    } catch (error) {
      // What the person is to know is why there is no sign-in.
      await live.end().catch(reportError);
      throw error;
    }
  }

  get identity(): AwsIdentity {
    return this.#identity;
  }

  /** When they are to be renewed, though nobody asks for them: milliseconds from now. */
  get renewIn(): number {
    return Math.max(this.#left() - MARGIN_MS, 30_000);
  }

  /** Credentials that are good for a while. Rejects with `SignInEnded` where there can be none any more. */
  readonly credentials: CredentialSource = async ({ forceRefresh = false } = {}) => {
    if (!forceRefresh && this.#left() > MARGIN_MS) return this.#credentials;
    this.#renewing ??= this.#renew(forceRefresh).finally(() => {
      this.#renewing = undefined;
    });
    return await this.#renewing;
  };

  /** Forgets everything, at once. The issuer is told too; rejects where it could not be. */
  async end(): Promise<void> {
    const tokens = this.#tokens;
    this.#stopped.abort(ended());
    this.#tokens = { ...tokens, id_token: '', refresh_token: '' };
    this.#credentials = { accessKeyId: '', secretAccessKey: '', sessionToken: '', expiration: new Date(0) };
    await revoke(this.#issuer, tokens, AbortSignal.timeout(REVOKE_WITHIN_MS));
  }

  #left(): number {
    return this.#credentials.expiration.getTime() - Date.now();
  }

  async #renew(forced: boolean): Promise<AwsCredentials> {
    try {
      const credentials = await this.#renewed();
      this.#stopped.signal.throwIfAborted();
      this.#credentials = credentials;
      this.#identity = { ...this.#identity, expires_at: credentials.expiration.toISOString() };
      return credentials;
    } catch (error) {
      this.#stopped.signal.throwIfAborted();
      // A network that is away for a minute, or a sign-in that cannot be renewed: what is at hand is good to its end.
      const isFinal = error instanceof SignInEnded && error.refused;
      if (!forced && !isFinal && this.#left() > USABLE_MS) return this.#credentials;
      throw error;
    }
  }

  async #renewed(): Promise<AwsCredentials> {
    const left = this.#tokens.expires - Date.now();
    const isFresh = await this.#renewTokens(left < MARGIN_MS && Date.now() - this.#tokens.received > 30_000);
    try {
      return await this.#taken();
    } catch (error) {
      const isTokenOld = error instanceof AwsError && error.code === 'NotAuthorizedException';
      if (!isTokenOld || isFresh) throw error;
      if (!(await this.#renewTokens(true))) throw new SignInEnded(ENDED, true);
      return await this.#taken();
    }
  }

  /** Whether there are new ones. Throws `SignInEnded` where they are needed and cannot be had. */
  async #renewTokens(wanted: boolean): Promise<boolean> {
    if (!wanted) return false;
    const tokens = this.#tokens;
    if (!isLasting(tokens)) {
      if (tokens.expires > Date.now() + USABLE_MS) return false;
      throw new SignInEnded(ENDED, false);
    }
    const { signal } = this.#stopped;
    const renewed = await renew(this.#issuer, tokens, signal).catch(async (error: unknown) => {
      throw await signInProblem(error, tokenAddress(this.#issuer));
    });
    signal.throwIfAborted();
    if (renewed === undefined) throw new SignInEnded(ENDED, true);
    this.#tokens = renewed;
    return true;
  }

  async #taken(): Promise<AwsCredentials> {
    try {
      return await this.#take();
    } catch (error) {
      throw poolProblem(error, this.#config, this.#issuer.login);
    }
  }

  async #whoIsIt(): Promise<AwsIdentity> {
    const session = { config: () => this.#config, credentials: () => Promise.resolve(this.#credentials) };
    const found = await createAwsCaller({ session }).call({ service: 'sts', operation: 'GetCallerIdentity', input: {} });
    const { Account: account_id, Arn: arn } = callerSchema.parse(found);
    const wanted = this.#config.account_id;
    if (wanted !== undefined && wanted !== account_id)
      throw new AwsError(
        'WrongAccount',
        `The identity pool gives credentials of the account ${account_id} (${arn}), the configuration wants ${wanted}. Nothing was kept. Check account_id, identity_pool_id and role_arn in the configuration.`,
      );
    return {
      account_id,
      arn,
      role_name: arn.split('/')[1] ?? arn,
      user: this.#tokens.user,
      expires_at: this.#credentials.expiration.toISOString(),
    };
  }
}

/** There can be no more credentials. `refused`: the issuer has said so, also where some at hand are still good. */
export class SignInEnded extends AwsError {
  readonly refused: boolean;

  constructor(message: string, refused: boolean) {
    super('ExpiredToken', message);
    this.refused = refused;
  }
}

function ended(): AwsError {
  return new AwsError('NotSignedIn', 'Nobody is signed in to AWS any more. Sign in, then try again.');
}

function tokenAddress({ server }: Issuer): string {
  return server.token_endpoint ?? server.issuer;
}

function isLasting(tokens: Tokens): tokens is Tokens & { refresh_token: string } {
  return tokens.refresh_token !== undefined && tokens.refresh_token !== '';
}

/** Throws "ClockSkew" for a clock by which AWS would refuse every call. */
async function checkedTokens(
  issuer: Issuer,
  answer: URLSearchParams,
  secrets: SignInSecrets,
  signal: AbortSignal,
): Promise<Tokens> {
  const tokens = await redeem(issuer, answer, secrets, signal).catch(async (error: unknown) => {
    throw await signInProblem(error, tokenAddress(issuer));
  });
  const clock = clockProblem(tokens.issued, tokens.received);
  if (clock !== undefined) throw new AwsError('ClockSkew', clock);
  return tokens;
}
