import { createHash } from 'node:crypto';
import { AwsFault } from '../http/aws-fault.ts';
import { CALLER_ARN, CLIENT_ID, IDENTITY_POOL_ID, REGION, ROLE_ARN } from '../world/account.ts';
import type { Call, Operations, World } from '../world/world.ts';

type Logins = Record<string, string>;

/** The identity pool: a token of one of its issuers becomes an identity, and that the credentials of the role. */
export const cognitoIdentity: Operations = {
  GetId: ({ IdentityPoolId, Logins }: { IdentityPoolId?: string; Logins?: Logins }, { world }: Call) => {
    if (!/^[\w-]+:[0-9a-f-]+$/u.test(IdentityPoolId ?? ''))
      throw new AwsFault(
        'ValidationException',
        `1 validation error detected: Value '${IdentityPoolId ?? ''}' at 'identityPoolId' failed to satisfy constraint: Member must satisfy regular expression pattern: [\\w-]+:[0-9a-f-]+`,
      );
    if (IdentityPoolId !== IDENTITY_POOL_ID)
      throw new AwsFault('ResourceNotFoundException', `IdentityPool '${IdentityPoolId ?? ''}' not found.`);
    return { IdentityId: identityOf(checkLogins(Logins, world)) };
  },
  GetCredentialsForIdentity: (
    { IdentityId, Logins, CustomRoleArn }: { IdentityId?: string; Logins?: Logins; CustomRoleArn?: string },
    { world }: Call,
  ) => {
    const subject = checkLogins(Logins, world);
    if (IdentityId !== identityOf(subject))
      throw new AwsFault('ResourceNotFoundException', `Identity '${IdentityId ?? ''}' not found.`);
    if (CustomRoleArn !== undefined && CustomRoleArn !== ROLE_ARN)
      throw new AwsFault('NotAuthorizedException', 'Access to Identity role is forbidden');
    const issued = world.credentials.issue({
      identity_id: IdentityId,
      arn: CALLER_ARN,
      seconds: world.rules.control.credential_seconds,
    });
    return {
      IdentityId,
      Credentials: {
        AccessKeyId: issued.access_key_id,
        SecretKey: issued.secret_key,
        SessionToken: issued.session_token,
        Expiration: issued.expires_at,
      },
    };
  },
};

/** The subject of the one token. Throws as the pool refuses it. */
function checkLogins(logins: Logins | undefined, world: World): string {
  const [[provider, token] = []] = Object.entries(logins ?? {});
  if (provider === undefined || token === undefined)
    throw new AwsFault('NotAuthorizedException', 'Unauthenticated access is not supported for this identity pool.');
  const claims = world.tokens.read(token);
  if (claims === undefined) throw new AwsFault('NotAuthorizedException', 'Invalid login token. Token signature invalid.');
  if (String(claims['iss']).replace(/^https?:\/\//u, '') !== provider)
    throw new AwsFault('NotAuthorizedException', "Invalid login token. Issuer doesn't match providerName");
  if (claims['aud'] !== CLIENT_ID) throw new AwsFault('NotAuthorizedException', 'Invalid login token. Incorrect token audience.');
  const now = Math.floor(world.clock.now().getTime() / 1000);
  if (claims.exp <= now)
    throw new AwsFault('NotAuthorizedException', `Invalid login token. Token expired: ${claims.exp} >= ${now}`);
  return String(claims['sub']);
}

function identityOf(subject: string): string {
  const hex = createHash('sha256').update(subject).digest('hex');
  return `${REGION}:${hex.slice(0, 32).replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/u, '$1-$2-$3-$4-$5')}`;
}
