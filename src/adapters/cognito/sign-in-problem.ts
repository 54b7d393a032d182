import * as oauth from 'oauth4webapi';
import { AwsError } from '../../core/app-error.ts';
import { clockProblem } from '../aws/clock-problem.ts';
import { isBlockedByPolicy } from '../aws/page-policy.ts';
import { redirectUri } from './code-flow.ts';

const REFUSED = 'Nothing was taken from it; sign in again from this page.';

/** What the library has thrown, as an error that names the cause and the fix. No token or code is ever in it. */
export async function signInProblem(thrown: unknown, address: string): Promise<Error> {
  if (thrown instanceof AwsError || isAbort(thrown)) return thrown;
  if (thrown instanceof oauth.AuthorizationResponseError) return deniedProblem(thrown);
  if (thrown instanceof oauth.ResponseBodyError) return tokenProblem(thrown, address);
  if (thrown instanceof oauth.OperationProcessingError) return checkProblem(thrown);
  if (thrown instanceof TypeError && !('code' in thrown)) return await networkProblem(thrown, address);
  return new AwsError('SignInFailed', `The sign-in failed: ${thrown instanceof Error ? thrown.message : String(thrown)}.`);
}

function isAbort(thrown: unknown): thrown is Error {
  return thrown instanceof Error && thrown.name === 'AbortError';
}

function deniedProblem({ error, error_description }: oauth.AuthorizationResponseError): AwsError {
  const said = shortText(error, error_description);
  if (error === 'access_denied')
    return new AwsError('SignInDenied', `The sign-in was denied or cancelled (${said}). Sign in again to go on.`);
  const fix =
    error === 'invalid_scope' || error === 'unauthorized_client' || error === 'unsupported_response_type'
      ? `Whoever manages the sign-in allows the app client the authorization code grant and the scope openid.`
      : 'Sign in again; where it stays so, ask whoever manages the sign-in.';
  return new AwsError('SignInFailed', `The sign-in was refused (${said}). ${fix}`);
}

function tokenProblem({ error, error_description, status }: oauth.ResponseBodyError, address: string): AwsError {
  const said = shortText(error, error_description);
  const fix =
    error === 'invalid_client' || error === 'unauthorized_client'
      ? 'The app client must be a public one, without a secret, and its id be the one of the configuration.'
      : error === 'invalid_grant'
        ? `The code was used or has expired, or ${redirectUri()} is not, letter by letter, among the callback URLs of the app client. Sign in again.`
        : 'Sign in again; where it stays so, ask whoever manages the sign-in.';
  return new AwsError('SignInFailed', `${address} gave no tokens (${said}). ${fix}`, { status });
}

function checkProblem(thrown: oauth.OperationProcessingError): AwsError {
  const claims = claimsOf(thrown.cause);
  if (thrown.code === oauth.JWT_TIMESTAMP_CHECK && typeof claims?.['iat'] === 'number') {
    const clock = clockProblem(claims['iat'] * 1000, Date.now());
    if (clock !== undefined) return new AwsError('ClockSkew', clock);
  }
  if (/"state"/u.test(thrown.message))
    return new AwsError(
      'SignInFailed',
      `The answer does not belong to the sign-in that this page began (its state differs). ${REFUSED}`,
    );
  if (/"nonce"/u.test(thrown.message))
    return new AwsError(
      'SignInFailed',
      `The id token does not belong to the sign-in that this page began (its nonce differs). ${REFUSED}`,
    );
  if (/"iss"|issuer|"aud"/u.test(thrown.message))
    return new AwsError(
      'SignInFailed',
      `The answer is another issuer's or another client's than the configuration names (${thrown.message}). Check user pool, issuer and client id in it.`,
    );
  return new AwsError('SignInFailed', `The answer of the sign-in is not as it must be (${thrown.message}). ${REFUSED}`);
}

async function networkProblem(thrown: TypeError, address: string): Promise<AwsError> {
  if (!navigator.onLine) return new AwsError('NetworkError', 'This computer is offline. Connect, then sign in again.');
  if (await isBlockedByPolicy(address))
    return new AwsError(
      'NetworkError',
      `The page's own policy does not let it ask ${address}. Whoever hosts the page names that address in sandbank.config.json and runs "npm run configure"; what is set by hand in the settings cannot change the policy.`,
    );
  return new AwsError(
    'NetworkError',
    `${address} gave no answer (${thrown.message}). The network failed, the address is wrong, or it does not answer pages of ${location.origin} (CORS).`,
  );
}

function claimsOf(cause: unknown): Record<string, unknown> | undefined {
  const claims = typeof cause === 'object' && cause !== null && 'claims' in cause ? cause.claims : undefined;
  return typeof claims === 'object' && claims !== null ? (claims as Record<string, unknown>) : undefined;
}

/** It comes with an address, so from anybody. */
function shortText(error: string, description: string | undefined): string {
  return (description === undefined ? error : `${error}: ${description}`).slice(0, 300);
}
