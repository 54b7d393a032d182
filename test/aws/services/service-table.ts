import type { Wording } from '../signing/check-signature.ts';
import type { endpointNames } from '../../../src/core/aws/aws-config.ts';
import type { Operations } from '../world/world.ts';
import { athena } from './athena.ts';
import { cloudwatch } from './cloudwatch.ts';
import { cognitoIdentity } from './cognito-identity.ts';
import { costExplorer } from './cost-explorer.ts';
import { ec2 } from './ec2.ts';
import { glue } from './glue.ts';
import { organizations } from './organizations.ts';
import { pricing } from './pricing.ts';
import { sns } from './sns.ts';
import { sts } from './sts.ts';

type ServiceName = (typeof endpointNames)[number];

/** How a service is spoken to. */
export type Service = {
  name: ServiceName;
  /** Its name in a signature. */
  scope: string;
  /** What `X-Amz-Target` begins with, of those that speak JSON. */
  target?: string;
  wording: Wording;
  /** Answers in every region; the others are in one. */
  everywhere?: true;
  /** Takes calls without a signature. */
  open?: true;
  operations: Operations;
};

const json = (name: ServiceName, scope: string, target: string, operations: Operations): Service => ({
  name,
  scope,
  target,
  wording: 'json',
  operations,
});

export const SERVICES: readonly Service[] = [
  { ...json('cognito-identity', 'cognito-identity', 'AWSCognitoIdentityService', cognitoIdentity), open: true },
  json('athena', 'athena', 'AmazonAthena', athena),
  json('glue', 'glue', 'AWSGlue', glue),
  json('ce', 'ce', 'AWSInsightsIndexService', costExplorer),
  { ...json('cloudwatch', 'monitoring', 'GraniteServiceVersion20100801', cloudwatch), everywhere: true },
  json('organizations', 'organizations', 'AWSOrganizationsV20161128', organizations),
  json('pricing', 'pricing', 'AWSPriceListService', pricing),
  { name: 'ec2', scope: 'ec2', wording: 'ec2', everywhere: true, operations: ec2 },
  { name: 'sts', scope: 'sts', wording: 'query', everywhere: true, operations: sts },
  { name: 'sns', scope: 'sns', wording: 'query', operations: sns },
  // These two are told apart by method and path, and answer bytes.
  { name: 's3', scope: 's3', wording: 's3', operations: {} },
  { name: 'lambda', scope: 'lambda', wording: 'json', operations: {} },
];
