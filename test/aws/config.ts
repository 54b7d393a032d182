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
import { SERVICE_NAMES, type ServiceName } from './world/service-name.ts';
import { WORK_GROUPS } from './world/work-groups.ts';

/** What an app must be told of a double that listens at `url`: the keys `aws` and `policy` of its configuration. */
export type DoubleConfig = { aws: AwsConfig; policy: PolicyConfig };

type AwsConfig = {
  region: string;
  account_id: string;
  identity_pool_id: string;
  sign_in:
    | { kind: 'cognito'; user_pool_id: string; client_id: string; domain: string }
    | { kind: 'oidc'; issuer: string; client_id: string };
  athena: { workgroups: string[]; catalog: string; database: string };
  buckets: { name: string; prefixes: string[] }[];
  endpoints: Partial<Record<ServiceName, string>>;
};

type PolicyConfig = { lambda_functions: string[]; sns_topics: string[] };

/** `sign_in`: by the user pool's managed login, or by the issuer that is none of Cognito's. */
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
      endpoints: Object.fromEntries(SERVICE_NAMES.map((name) => [name, url])),
    },
    policy: { lambda_functions: [FUNCTIONS[0]], sns_topics: [TOPIC_ARN] },
  };
}
