import { AwsError } from '../../core/app-error.ts';
import { poolRegion } from '../../core/aws/aws-address.ts';
import type { AwsConfig } from '../../core/aws/aws-config.ts';
import type { AwsCredentials } from '../aws/client-settings.ts';

/** Takes credentials for the id token that it is given, anew each time. */
export type RoleCredentials = () => Promise<AwsCredentials>;

/** The identity pool's enhanced flow: GetId once, then GetCredentialsForIdentity. Nothing is kept but the identity's id, in memory. */
export async function roleCredentials(config: AwsConfig, login: string, idToken: () => string): Promise<RoleCredentials> {
  const { fromCognitoIdentityPool } = await import('@aws-sdk/credential-provider-cognito-identity');
  const endpoint = config.endpoints['cognito-identity'];
  const provider = fromCognitoIdentityPool({
    identityPoolId: config.identity_pool_id,
    ...(config.role_arn === undefined ? {} : { customRoleArn: config.role_arn }),
    logins: { [login]: async () => idToken() },
    clientConfig: {
      region: poolRegion(config.identity_pool_id),
      maxAttempts: 3,
      ...(endpoint === undefined ? {} : { endpoint }),
    },
  });
  return async () => {
    const { accessKeyId, secretAccessKey, sessionToken, expiration } = await provider();
    if (sessionToken === undefined || expiration === undefined)
      throw new AwsError('SignInFailed', 'The identity pool gave credentials that never expire; those are not used.');
    return { accessKeyId, secretAccessKey, sessionToken, expiration };
  };
}

/** What the identity pool has refused, as an error that names the cause and the fix. */
export function poolProblem(thrown: unknown, config: AwsConfig, login: string): Error {
  if (thrown instanceof AwsError || !(thrown instanceof Error))
    return thrown instanceof Error ? thrown : new Error(String(thrown));
  const { name, message } = thrown;
  const pool = config.identity_pool_id;
  const metadata = (thrown as { $metadata?: { httpStatusCode?: number; requestId?: string } }).$metadata;
  const more = {
    ...(metadata?.httpStatusCode === undefined ? {} : { status: metadata.httpStatusCode }),
    ...(metadata?.requestId === undefined ? {} : { request_id: metadata.requestId }),
  };
  if (thrown instanceof TypeError || name === 'TimeoutError')
    return new AwsError(
      'NetworkError',
      `The identity pool ${pool} gave no answer (${message}): the network failed, or its address answers no pages. Try again.`,
    );
  const fix = POOL_FIXES[name] ?? 'Sign in again; where it stays so, ask whoever manages AWS.';
  return new AwsError(name, `The identity pool ${pool} gave no credentials (${message}). ${fix.replace('{login}', login)}`, more);
}

const POOL_FIXES: Readonly<Record<string, string>> = {
  ResourceNotFoundException: 'Check identity_pool_id in the configuration.',
  NotAuthorizedException:
    'Its authenticated access must name {login} and the client id of the configuration; then sign in again.',
  InvalidIdentityPoolConfigurationException:
    'Its role for authenticated users must exist, and its trust policy must name this pool (cognito-identity.amazonaws.com:aud).',
  TooManyRequestsException: 'It is asked too often; wait a minute, then sign in again.',
  InvalidParameterException: 'Check identity_pool_id, role_arn and sign_in in the configuration.',
};
