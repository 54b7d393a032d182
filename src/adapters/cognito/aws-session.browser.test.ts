import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { SignInPage } from '../../../test/harness/sign-in-page.ts';
import { awsDouble } from '../../../test/harness/aws-double.ts';
import { AwsError } from '../../core/app-error.ts';
import type { AwsConfig } from '../../core/aws/aws-config.ts';
import type { AwsSessionState } from '../../core/ports/aws.ts';
import type { Storage } from '../../core/ports/stores.ts';
import { settingsKeys } from '../../core/settings.ts';
import { createAwsCaller } from '../aws/aws-caller.ts';
import { createMemoryStorage } from '../memory/create-memory-storage.ts';
import { createAwsSession, type CognitoSession } from './aws-session.ts';
import { awsConfigSchema } from '../../core/aws/aws-config.ts';

/** The page that the issuer sends people back to. */
const RETURN = '/test/harness/sign-in-page.html';
const here = location.href;
const realOpen = window.open.bind(window);
let session: CognitoSession | undefined;

beforeEach(async () => {
  history.replaceState(null, '', RETURN);
  await awsDouble.reset();
});
afterEach(async () => {
  vi.restoreAllMocks();
  await session?.signOut();
  session = undefined;
  history.replaceState(null, '', here);
});

async function newSession(config: AwsConfig | null = awsDouble.cognito, storage: Storage = createMemoryStorage()) {
  session = createAwsSession({ site: Promise.resolve(config ?? undefined), store: storage.settings, changes: storage.changes });
  await session.ready;
  return session;
}

async function signedIn(config?: AwsConfig): Promise<CognitoSession> {
  const made = await newSession(config);
  await made.signIn('popup');
  return made;
}

async function refusal(work: Promise<unknown>): Promise<AwsError> {
  const error: unknown = await work.then(
    () => 'done',
    (thrown: unknown) => thrown,
  );
  expect(error).toBeInstanceOf(AwsError);
  return error as AwsError;
}

/** Opens the sign-in's window at an address that is changed on the way there. */
function redirecting(change: (url: URL) => void): void {
  vi.spyOn(window, 'open').mockImplementation((...args) => {
    const opened = realOpen(...args);
    if (opened === null) return null;
    return new Proxy(opened, {
      get(target, name) {
        if (name !== 'location')
          return typeof target[name as 'close'] === 'function' ? target[name as 'close'].bind(target) : target[name as 'close'];
        return {
          replace(address: string) {
            const url = new URL(address);
            change(url);
            target.location.replace(url.href);
          },
        };
      },
    });
  });
}

const problemOf = (state: AwsSessionState) => (state.status === 'signed out' ? state.problem : undefined);

it.each(['cognito', 'oidc'] as const)('signs in by %s in a window, and says who it is', async (kind) => {
  const made = await newSession(awsDouble[kind]);
  expect(made.state).toEqual({ status: 'signed out' });
  const seen: string[] = [];
  made.subscribe(() => seen.push(made.state.status));
  await made.signIn('popup');
  expect(made.state).toMatchObject({
    status: 'signed in',
    identity: {
      account_id: '100020003000',
      arn: 'arn:aws:sts::100020003000:assumed-role/SandbankAnalyst/CognitoIdentityCredentials',
      role_name: 'SandbankAnalyst',
      user: 'ana.lyst@meridian.example',
    },
  });
  expect([...new Set(seen)]).toEqual(['signed out', 'signing in', 'signed in']);
  const [asked] = await awsDouble.calls('sign-in', 'authorize');
  expect(asked?.input).toMatchObject({ code_challenge_method: 'S256', redirect_uri: location.origin + RETURN });
  expect(asked?.input['state']).toMatch(/^[\w-]{43}$/u);
  expect(asked?.input['nonce']).toMatch(/^[\w-]{43}$/u);
  const [redeemed] = await awsDouble.calls('sign-in', 'token');
  expect(redeemed?.input['code_verifier']).toMatch(/^[\w-]{43}$/u);
  expect(redeemed?.input).not.toHaveProperty('client_secret');
  const caller = createAwsCaller({ session: made });
  expect(await caller.call({ service: 'sts', operation: 'GetCallerIdentity', input: {} })).toMatchObject({
    Account: '100020003000',
  });
});

it('leaves no token or credential anywhere but in memory', async () => {
  const made = await signedIn();
  const { accessKeyId, secretAccessKey, sessionToken } = await made.credentials();
  const databases = await indexedDB.databases();
  const shown = JSON.stringify([
    made,
    made.state,
    made.config(),
    { ...made },
    Object.entries(sessionStorage),
    Object.entries(localStorage),
    databases,
    document.cookie,
  ]);
  for (const secret of [accessKeyId, secretAccessKey, sessionToken]) {
    expect(secret.length).toBeGreaterThan(10);
    expect(shown).not.toContain(secret);
  }
  expect(shown).not.toContain('eyJ');
  expect(databases.map(({ name }) => name)).not.toContain('aws:cognito-identity-ids');
});

it('refuses an answer whose state is another, and takes nothing from it', async () => {
  redirecting((url) => url.searchParams.set('state', 'forged'));
  const made = await newSession();
  const work = made.signIn('popup');
  await vi.waitFor(async () => expect(await awsDouble.calls('sign-in', 'authorize')).toHaveLength(1), 10_000);
  // Nobody takes it, so the window stays and says so.
  await new Promise((resolve) => void setTimeout(resolve, 1000));
  expect(await awsDouble.calls('sign-in', 'token')).toEqual([]);
  expect(made.state.status).toBe('signing in');
  await made.signOut();
  await work;
  expect(made.state).toEqual({ status: 'signed out' });
});

it('refuses an id token whose nonce is another, and a code that another verifier belongs to', async () => {
  redirecting((url) => url.searchParams.set('nonce', 'forged'));
  const made = await newSession();
  const nonce = await refusal(made.signIn('popup'));
  expect(nonce).toMatchObject({ code: 'SignInFailed', message: expect.stringContaining('nonce differs') });
  expect(problemOf(made.state)).toBe(nonce.message);
  vi.restoreAllMocks();
  redirecting((url) => url.searchParams.set('code_challenge', 'A'.repeat(43)));
  const challenge = await refusal(made.signIn('popup'));
  expect(challenge).toMatchObject({ code: 'SignInFailed', message: expect.stringContaining('gave no tokens (invalid_grant') });
  expect(await awsDouble.calls('cognito-identity', 'GetId')).toEqual([]);
});

it('says that it was denied', async () => {
  await awsDouble.control({ sign_in: 'denied' });
  const made = await newSession();
  expect(await refusal(made.signIn('popup'))).toMatchObject({
    code: 'SignInDenied',
    message: 'The sign-in was denied or cancelled (access_denied: User cancelled). Sign in again to go on.',
  });
  expect(problemOf(made.state)).toContain('denied or cancelled');
});

it('takes a closed window for no error', async () => {
  await awsDouble.control({ sign_in: 'page' });
  let opened: Window | null = null;
  vi.spyOn(window, 'open').mockImplementation((...args) => (opened = realOpen(...args)));
  const made = await newSession();
  const work = made.signIn('popup');
  await vi.waitFor(async () => expect(await awsDouble.calls('sign-in', 'authorize')).toHaveLength(1), 10_000);
  (opened as Window | null)?.close();
  await work;
  expect(made.state).toEqual({ status: 'signed out' });
});

it('takes the answer of a window that it cannot see any more', async () => {
  await awsDouble.control({ sign_in: 'page' });
  let url = '';
  // As where the issuer's pages cut the tie: the window seems closed, and goes on.
  vi.spyOn(window, 'open').mockImplementation(
    () =>
      ({
        closed: true,
        close: () => undefined,
        location: { replace: (address: string) => (url = address) },
      }) as unknown as Window,
  );
  const made = await newSession();
  await made.signIn('popup');
  expect(made.state).toEqual({ status: 'signed out' });
  await awsDouble.control({ sign_in: 'at once' });
  realOpen(url, '_blank', 'noopener');
  await vi.waitFor(() => expect(made.state.status).toBe('signed in'), 10_000);
});

it('gives a sign-in up for the next one, and closes its window', async () => {
  await awsDouble.control({ sign_in: 'page' });
  const opened: (Window | null)[] = [];
  vi.spyOn(window, 'open').mockImplementation((...args) => {
    opened.push(realOpen(...args));
    return opened.at(-1) ?? null;
  });
  const made = await newSession();
  const first = made.signIn('popup');
  await vi.waitFor(async () => expect(await awsDouble.calls('sign-in', 'authorize')).toHaveLength(1), 10_000);
  await awsDouble.control({ sign_in: 'at once' });
  await made.signIn('popup');
  await first;
  expect(made.state.status).toBe('signed in');
  // A window of another process is gone a moment after it was closed.
  await vi.waitFor(() => expect(opened.map((each) => each?.closed)).toEqual([true, true]), 10_000);
});

it('says that the window was blocked, and forgets nothing for it', async () => {
  const made = await signedIn();
  vi.spyOn(window, 'open').mockReturnValue(null);
  expect(await refusal(made.signIn('popup'))).toMatchObject({ code: 'PopupBlocked' });
  expect(made.state.status).toBe('signed in');
});

it('refuses an account that is not the configured one', async () => {
  const made = await newSession({ ...awsDouble.cognito, account_id: '999999999999' });
  const error = await refusal(made.signIn('popup'));
  expect(error).toMatchObject({ code: 'WrongAccount', message: expect.stringContaining('account 100020003000') });
  expect(error.message).toContain('the configuration wants 999999999999');
  await expect(made.credentials()).rejects.toMatchObject({ code: 'NotSignedIn' });
});

it.each([
  [10, '10 minutes behind'],
  [-10, '10 minutes ahead of'],
  [-120, '2 hours ahead of'],
])('says by how much the clock is off: AWS is %i minutes ahead', async (minutes, text) => {
  await awsDouble.control({ clock_offset_ms: minutes * 60_000 });
  const made = await newSession();
  expect(await refusal(made.signIn('popup'))).toMatchObject({ code: 'ClockSkew', message: expect.stringContaining(text) });
  expect(await awsDouble.calls('cognito-identity', 'GetId')).toEqual([]);
});

it('says what the identity pool refuses', async () => {
  const made = await newSession({ ...awsDouble.cognito, identity_pool_id: 'us-east-1:00000000-0000-4000-8000-000000000000' });
  expect(await refusal(made.signIn('popup'))).toMatchObject({
    code: 'ResourceNotFoundException',
    message: expect.stringContaining('Check identity_pool_id'),
  });
});

it('says so where the sign-in does not answer this page', async () => {
  const made = await newSession({
    ...awsDouble.oidc,
    sign_in: { ...awsDouble.oidc.sign_in, issuer: 'http://127.0.0.1:9/none' } as AwsConfig['sign_in'],
  });
  expect(await refusal(made.signIn('popup'))).toMatchObject({
    code: 'NetworkError',
    message: expect.stringContaining('http://127.0.0.1:9/none gave no answer'),
  });
  expect(made.state.status).toBe('signed out');
});

it('renews credentials before they expire, once for all who ask', async () => {
  await awsDouble.control({ credential_seconds: 240 });
  const made = await signedIn();
  await awsDouble.control({ credential_seconds: 3600 });
  const before = (await awsDouble.calls('cognito-identity', 'GetCredentialsForIdentity')).length;
  const until = made.state.status === 'signed in' ? made.state.identity.expires_at : '';
  const all = await Promise.all([made.credentials(), made.credentials(), made.credentials()]);
  expect(new Set(all.map(({ accessKeyId }) => accessKeyId)).size).toBe(1);
  expect((await awsDouble.calls('cognito-identity', 'GetCredentialsForIdentity')).length).toBe(before + 1);
  expect(made.state.status === 'signed in' && made.state.identity.expires_at > until).toBe(true);
  await made.credentials();
  expect((await awsDouble.calls('cognito-identity', 'GetCredentialsForIdentity')).length).toBe(before + 1);
});

it('renews the id token by the refresh token, and says so where that is refused', async () => {
  await awsDouble.control({ token_seconds: 20, credential_seconds: 240 });
  const made = await signedIn();
  const later = Date.now() + 60_000;
  vi.spyOn(Date, 'now').mockImplementation(() => later);
  await awsDouble.control({ token_seconds: 3600, credential_seconds: 3600 });
  await made.credentials();
  const [, renewed] = await awsDouble.calls('sign-in', 'token');
  expect(renewed?.input).toMatchObject({ grant_type: 'refresh_token' });
  expect(made.state.status).toBe('signed in');
  await awsDouble.revokeSignIns();
  vi.spyOn(Date, 'now').mockImplementation(() => later + 3_500_000);
  expect(await refusal(made.credentials())).toMatchObject({ code: 'ExpiredToken' });
  expect(problemOf(made.state)).toBe('The sign-in has ended: the issuer gives no new tokens for it. Sign in again to go on.');
  await expect(made.credentials()).rejects.toMatchObject({ code: 'NotSignedIn' });
});

it('keeps the credentials at hand while the network is away', async () => {
  await awsDouble.control({ credential_seconds: 240 });
  const made = await signedIn();
  const { accessKeyId } = await made.credentials();
  await awsDouble.control({
    faults: [{ kind: 'error', service: 'cognito-identity', code: 'InternalErrorException', message: 'away', status: 500 }],
  });
  expect((await made.credentials()).accessKeyId).toBe(accessKeyId);
  expect(made.state.status).toBe('signed in');
});

it('forgets everything at once when the person signs out, and asks who it is the next time', async () => {
  const made = await signedIn();
  const caller = createAwsCaller({ session: made });
  const identity = { service: 'sts', operation: 'GetCallerIdentity', input: {} } as const;
  await caller.call(identity);
  const calls = (await awsDouble.calls('sts', 'GetCallerIdentity')).length;
  await made.signOut();
  expect(made.state).toEqual({ status: 'signed out' });
  await expect(caller.call(identity)).rejects.toMatchObject({ name: 'AwsError', code: 'NotSignedIn' });
  expect(await awsDouble.calls('sts', 'GetCallerIdentity')).toHaveLength(calls);
  await made.signIn('popup');
  expect((await awsDouble.calls('sign-in', 'authorize')).map(({ input }) => input['prompt'])).toEqual([undefined, 'login']);
  await caller.call(identity);
});

it('says where the issuer could not be told of a sign-out, and forgets everything all the same', async () => {
  const made = await signedIn();
  await awsDouble.control({
    faults: [
      { kind: 'error', service: 'sign-in', operation: 'revoke', code: 'unsupported_token_type', message: 'no', status: 400 },
    ],
  });
  await made.signOut();
  expect(problemOf(made.state)).toContain('could not tell the issuer to end it');
  await expect(made.credentials()).rejects.toMatchObject({ code: 'NotSignedIn' });
  await made.signIn('popup');
  expect(made.state.status).toBe('signed in');
});

it('takes a configuration by hand where the site has none, keeps it, and refuses a wrong one', async () => {
  const storage = createMemoryStorage();
  const made = await newSession(null, storage);
  expect(made.state).toEqual({ status: 'not configured' });
  expect(made.source).toBe('none');
  await expect(made.configure({ region: 'x' })).rejects.toMatchObject({
    name: 'ToolInputError',
    message: expect.stringContaining('region: got "x"'),
  });
  await made.configure(awsDouble.cognito);
  expect(made.state).toEqual({ status: 'signed out' });
  expect(made.source).toBe('settings');
  await made.signIn('popup');
  expect(JSON.stringify(await storage.settings.get(settingsKeys.aws, awsConfigSchema))).not.toMatch(/ASIA|eyJ|token"/u);
  const next = await newSession(null, storage);
  expect(next.config()).toEqual(awsConfigSchema.parse(awsDouble.cognito));
  await next.configure(undefined);
  expect(next.state).toEqual({ status: 'not configured' });
});

it('takes no configuration by hand where the site has one', async () => {
  const made = await newSession();
  expect(made.source).toBe('site');
  await expect(made.configure(awsDouble.oidc)).rejects.toMatchObject({ name: 'ToolInputError' });
  expect(made.config()).toEqual(awsDouble.cognito);
});

/** A page of its own, which can be left and come back. */
async function openPage(hash: string): Promise<Window & { signInPage?: SignInPage }> {
  // The new window begins with a copy of it, and other files of tests have had this tab before.
  sessionStorage.clear();
  sessionStorage.setItem('test-config', JSON.stringify(awsDouble.cognito));
  const opened = realOpen(`${RETURN}${hash}`, '_blank', 'popup');
  sessionStorage.removeItem('test-config');
  if (opened === null) throw new Error('no window');
  await vi.waitFor(() => expect(opened.signInPage?.session?.state.status).toBe('signed out'), 20_000);
  return opened;
}

it('signs in by leaving the page, and comes back to where the person was', async () => {
  const opened = await openPage('#/runs/7');
  await opened.signInPage?.session?.signIn('redirect');
  await vi.waitFor(() => expect(opened.signInPage?.session?.state.status).toBe('signed in'), 20_000);
  expect(opened.signInPage).toMatchObject({ search: '', hash: '#/runs/7', kept: ['test-config'] });
  expect(opened.location.href).toBe(`${location.origin}${RETURN}#/runs/7`);
  expect(Object.keys(opened.sessionStorage)).toEqual(['test-config']);
  opened.close();
});

it('refuses what comes back with another state, and says so in the page', async () => {
  const opened = await openPage('#/runs');
  opened.sessionStorage.setItem('sandbank.sign_in', JSON.stringify({ state: 'a', nonce: 'b', verifier: 'c', hash: '#/runs' }));
  const first = opened.signInPage;
  opened.location.href = `${RETURN}?code=stolen&state=forged`;
  await vi.waitFor(() => {
    expect(opened.signInPage).not.toBe(first);
    expect(opened.signInPage?.session?.state).toMatchObject({
      status: 'signed out',
      problem: expect.stringContaining('state differs'),
    });
  }, 20_000);
  expect(await awsDouble.calls('sign-in', 'token')).toEqual([]);
  expect(opened.sessionStorage.getItem('sandbank.sign_in')).toBeNull();
  opened.close();
});

it('shows no app to whoever brings an answer that nobody waits for', async () => {
  const opened = realOpen(`${RETURN}?code=stolen&state=forged`, '_blank', 'popup');
  await vi.waitFor(() => expect(opened?.document.body.textContent).toContain('No open page waits for this sign-in'), 20_000);
  expect(opened?.signInPage?.session).toBeUndefined();
  expect(opened?.location.search).toBe('');
  opened?.close();
});
