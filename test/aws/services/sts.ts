import { ACCOUNT_ID, ROLE_ID } from '../world/account.ts';
import type { Call, Operations } from '../world/world.ts';

export const sts: Operations = {
  GetCallerIdentity: (_input: unknown, { caller }: Call) => ({
    Arn: caller?.arn,
    UserId: `${ROLE_ID}:CognitoIdentityCredentials`,
    Account: ACCOUNT_ID,
  }),
};
