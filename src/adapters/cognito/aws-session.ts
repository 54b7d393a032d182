import { AwsError, ToolInputError } from '../../core/app-error.ts';
import { awsConfigSchema, type AwsConfig } from '../../core/aws/aws-config.ts';
import type { AwsSession, AwsSessionState } from '../../core/ports/aws.ts';
import type { ChangeFeed, SettingsStore } from '../../core/ports/stores.ts';
import { settingsKeys } from '../../core/settings.ts';
import { awsProblems, parseAwsConfig } from '../config/parse-aws-config.ts';
import type { CredentialSource } from '../aws/client-settings.ts';
import { awaitReturn } from './return-channel.ts';
import { keepForReturn, type ReturnedSignIn, type SignInSecrets } from './round-trip.ts';
import type { Issuer } from './issuer.ts';
import type { LiveSignIn } from './live-sign-in.ts';
import { openSignInWindow, windowClosed } from './sign-in-window.ts';

type Parts = {
  /** Of the site's configuration; undefined where it has none. */
  site: Promise<AwsConfig | undefined>;
  store: SettingsStore;
  changes: ChangeFeed;
  /** A sign-in that had left the page, and that this page is the answer to. */
  returned?: ReturnedSignIn;
};

/** `ready`: the configuration was read, and a sign-in that had left the page has succeeded or failed. Never rejects. */
export type CognitoSession = AwsSession & { readonly credentials: CredentialSource; readonly ready: Promise<void> };

/** After that, a window that was left open is not waited for any more. */
const WAIT_MS = 15 * 60_000;

export function createAwsSession(parts: Parts): CognitoSession {
  return new MemorySession(parts);
}

/** The code that signs in is fetched when somebody does. */
const loadSignIn = () => import('./sign-in-attempt.ts');

/** Holds the sign-in in a private field: nothing that is printed, copied or stored of a session has a token or a credential in it. */
class MemorySession implements CognitoSession {
  readonly ready: Promise<void>;
  readonly #store: SettingsStore;
  readonly #listeners = new Set<() => void>();
  #state: AwsSessionState = { status: 'not configured' };
  #source: 'site' | 'settings' | 'none' = 'none';
  #config: AwsConfig | undefined;
  #live: LiveSignIn | undefined;
  /** Fires when the sign-in that is under way is given up for another, or for a sign-out. */
  #attempt = new AbortController();
  #timer: ReturnType<typeof setTimeout> | undefined;
  #hasSignedOut = false;

  constructor({ site, store, changes, returned }: Parts) {
    this.#store = store;
    if (returned !== undefined) this.#state = { status: 'signing in' };
    this.ready = this.#start(site, returned);
    changes.subscribe(({ store: changed, ids, origin }) => {
      if (changed === 'settings' && origin === 'elsewhere' && ids.includes(settingsKeys.aws) && this.#source !== 'site')
        this.#reload().catch(reportError);
    });
    // A page that was left to sign in comes back as it was left, if the person only goes back.
    globalThis.addEventListener?.('pageshow', ({ persisted }) => {
      if (persisted && this.#state.status === 'signing in') this.#set({ status: 'signed out' });
    });
  }

  get state(): AwsSessionState {
    return this.#state;
  }

  get source(): 'site' | 'settings' | 'none' {
    return this.#source;
  }

  config(): AwsConfig | undefined {
    return this.#config;
  }

  subscribe(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  readonly credentials: CredentialSource = async (options) => {
    const live = this.#live;
    if (live === undefined)
      throw new AwsError('NotSignedIn', 'Nobody is signed in to AWS. Sign in at the top of the page, then try again.');
    try {
      return await live.credentials(options);
    } catch (error) {
      const { SignInEnded } = await loadSignIn();
      if (error instanceof SignInEnded && this.#live === live) this.#forget(error.message);
      throw error;
    } finally {
      this.#follow(live);
    }
  };

  async configure(config: unknown): Promise<void> {
    await this.ready;
    if (this.#source === 'site')
      throw new ToolInputError('AWS is configured by sandbank.config.json, beside the page; whoever hosts the page changes it.');
    const parsed = config === undefined ? undefined : parseAwsConfig(config);
    await this.#store.set(settingsKeys.aws, parsed ?? null);
    this.#take(parsed, 'settings');
  }

  async signIn(how: 'popup' | 'redirect'): Promise<void> {
    const config = this.#config;
    if (config === undefined)
      throw new AwsError('NotSignedIn', 'AWS is not configured here. Set it up in Settings, or in sandbank.config.json.');
    // Before anything is awaited: a browser lets a page open a window only within a click.
    const opened = how === 'popup' ? openSignInWindow() : undefined;
    this.#forget();
    const { signal } = this.#attempt;
    this.#set({ status: 'signing in' });
    await this.#guarded(signal, async () => {
      try {
        const { beginSignIn, issuerOf } = await loadSignIn();
        const issuer = await issuerOf(config.sign_in, signal);
        const { url, secrets } = await beginSignIn(issuer, this.#hasSignedOut);
        signal.throwIfAborted();
        if (opened === undefined) {
          keepForReturn({ ...secrets, hash: location.hash });
          location.assign(url);
        } else await this.#inWindow(opened, url, config, issuer, secrets, signal);
      } catch (error) {
        opened?.close();
        throw error;
      }
    });
  }

  async signOut(): Promise<void> {
    const live = this.#live;
    this.#forget();
    this.#hasSignedOut = true;
    // Not by the issuer's page for logging out: it would leave this page, whose unsaved work would be gone, and end the person's session
    // with everything else that signs in there. The refresh token is revoked, and the next sign-in from this page asks who it is.
    try {
      await live?.end();
    } catch (error) {
      // By then the person may be signing in again.
      if (this.#state.status === 'signed out') this.#set({ status: 'signed out', problem: stillValid(error) });
    }
  }

  /** Reads where AWS is configured; completes a sign-in that had left the page. */
  async #start(site: Promise<AwsConfig | undefined>, returned: ReturnedSignIn | undefined): Promise<void> {
    const configured = await site.catch(() => undefined);
    if (configured === undefined) await this.#reload().catch(reportError);
    else this.#take(configured, 'site', returned !== undefined);
    const config = this.#config;
    if (returned === undefined) return;
    const { signal } = this.#attempt;
    this.#set({ status: 'signing in' });
    await this.#guarded(signal, async () => {
      if (config === undefined)
        throw new AwsError('SignInFailed', 'AWS is not configured here any more. Set it up, then sign in.');
      const { issuerOf } = await loadSignIn();
      const issuer = await issuerOf(config.sign_in, signal);
      await this.#complete(config, issuer, new URLSearchParams(returned.parameters), returned, signal);
      // Its failure is told by the state: nobody waits for it here.
    }).catch(() => undefined);
  }

  /** What the person gave by hand, if it is still right. */
  async #reload(): Promise<void> {
    const stored = (await this.#store.get(settingsKeys.aws, awsConfigSchema.nullable())) ?? undefined;
    const isRight = stored !== undefined && awsProblems(stored, 'aws').length === 0;
    this.#take(isRight ? stored : undefined, 'settings');
  }

  #take(config: AwsConfig | undefined, source: 'site' | 'settings', keepsState = false): void {
    if (JSON.stringify(config) === JSON.stringify(this.#config) && this.#source !== 'none') return;
    const live = this.#live;
    this.#config = config;
    this.#source = config === undefined ? 'none' : source;
    if (keepsState) return;
    this.#forget();
    live?.end().catch(reportError);
  }

  async #inWindow(
    opened: Window,
    url: string,
    config: AwsConfig,
    issuer: Issuer,
    secrets: SignInSecrets,
    signal: AbortSignal,
  ): Promise<void> {
    const answer = awaitReturn(secrets.state, AbortSignal.any([signal, AbortSignal.timeout(WAIT_MS)]));
    signal.addEventListener('abort', () => opened.close(), { once: true });
    opened.location.replace(url);
    const first = await Promise.race([answer, windowClosed(opened, signal)]);
    const complete = (parameters: URLSearchParams) => this.#complete(config, issuer, parameters, secrets, signal);
    if (first !== undefined) return await complete(first);
    if (signal.aborted) return;
    // Closed, or out of sight: whoever signs in there after all is welcome.
    this.#set({ status: 'signed out' });
    this.#guarded(signal, async () => complete(await answer)).catch(() => undefined);
  }

  async #complete(
    config: AwsConfig,
    issuer: Issuer,
    answer: URLSearchParams,
    secrets: SignInSecrets,
    signal: AbortSignal,
  ): Promise<void> {
    this.#set({ status: 'signing in' });
    const { LiveSignIn } = await loadSignIn();
    const live = await LiveSignIn.open(config, issuer, answer, secrets, signal);
    this.#live = live;
    this.#hasSignedOut = false;
    this.#set({ status: 'signed in', identity: live.identity });
    this.#follow(live);
  }

  /** A failure is told by the state, and by the promise; one that was given up for another is neither. */
  async #guarded(signal: AbortSignal, work: () => Promise<void>): Promise<void> {
    try {
      await work();
    } catch (error) {
      if (signal.aborted) return;
      const problem = error instanceof Error ? error.message : String(error);
      this.#set({ status: 'signed out', problem });
      throw error instanceof AwsError ? error : new AwsError('SignInFailed', `The sign-in failed: ${problem}.`);
    }
  }

  /** Tells of new credentials, and renews them in time though nobody asks. */
  #follow(live: LiveSignIn): void {
    if (this.#live !== live) return;
    const { state } = this;
    if (state.status === 'signed in' && state.identity !== live.identity)
      this.#set({ status: 'signed in', identity: live.identity });
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.credentials().catch(() => undefined), Math.min(live.renewIn, 2 ** 31 - 1));
  }

  #forget(problem?: string): void {
    this.#attempt.abort(new DOMException('The sign-in was given up.', 'AbortError'));
    this.#attempt = new AbortController();
    clearTimeout(this.#timer);
    this.#live = undefined;
    const signedOut = { status: 'signed out' as const, ...(problem === undefined ? {} : { problem }) };
    this.#set(this.#config === undefined ? { status: 'not configured' } : signedOut);
  }

  #set(state: AwsSessionState): void {
    this.#state = state;
    for (const listener of this.#listeners) listener();
  }
}

function stillValid(error: unknown): string {
  const why = error instanceof Error ? error.message : String(error);
  return `This page has forgotten the sign-in, but could not tell the issuer to end it (${why}). Nothing here can use it any more; to end it there, too, sign in and out again.`;
}
