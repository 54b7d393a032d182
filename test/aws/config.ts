import { type AwsConfig, endpointNames } from '../../src/core/aws/aws-config.ts';
import type { SiteConfigFile } from '../../src/core/config.ts';
import {
  ACCOUNT_ID,
  CATALOG,
  CLIENT_ID,
  DATABASE,
  FUNCTIONS,
  IDENTITY_POOL_ID,
  REGION,
  TOPIC_ARN,
  USER_POOL_ID,
} from './world/account.ts';
import { WORK_GROUPS } from './world/work-groups.ts';

/** What an app must be told of a double: two keys of its configuration. */
export type DoubleConfig = { aws: AwsConfig; policy: NonNullable<SiteConfigFile['policy']> };

/** For a double that listens at `url`. `sign_in`: by the user pool's managed login, or by the issuer that is none of Cognito's. */
export function doubleConfig(url: string, sign_in: 'cognito' | 'oidc' = 'cognito'): DoubleConfig {
  return {
    aws: {
      region: REGION,
      account_id: ACCOUNT_ID,
      identity_pool_id: IDENTITY_POOL_ID,
      sign_in:
        sign_in === 'cognito'
          ? { kind: 'cognito', user_pool_id: USER_POOL_ID, client_id: CLIENT_ID, domain: url }
          : { kind: 'oidc', issuer: `${url}/oidc`, client_id: CLIENT_ID },
      athena: { workgroups: WORK_GROUPS.map(({ name }) => name), catalog: CATALOG, database: DATABASE },
      buckets: [
        { name: 'meridian-athena-results', prefixes: ['finops/', 'small/', 'old/'] },
        { name: 'meridian-cur', prefixes: ['budgets/', 'large/', 'logs/'] },
        { name: 'meridian-no-cors', prefixes: ['budgets/', 'results/'] },
      ],
      endpoints: Object.fromEntries(endpointNames.map((name) => [name, url])),
    },
    policy: { lambda_functions: [FUNCTIONS[0]], sns_topics: [TOPIC_ARN] },
  };
}
