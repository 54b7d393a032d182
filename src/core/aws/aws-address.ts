import { bedrockRegions } from '../bedrock-regions.ts';
import type { AwsConfig } from './aws-config.ts';
import type { AwsService } from './aws-service.ts';

/** The commercial AWS regions: those with Bedrock, and Hong Kong. */
export const awsRegions: readonly string[] = ['ap-east-1', ...bedrockRegions];

/** Services that answer in one region for all, or in few and everywhere the same. */
const GLOBAL: readonly string[] = ['ce', 'organizations', 'pricing'];

const HOSTS: Partial<Record<AwsService | 'cognito-identity', string>> = { cloudwatch: 'monitoring', pricing: 'api.pricing' };

/** The region in which a service is called from `region`. */
export function callRegion(service: AwsService | 'cognito-identity', region: string): string {
  if (!GLOBAL.includes(service)) return region;
  return region.startsWith('cn-') ? 'cn-northwest-1' : 'us-east-1';
}

/** Where a service of AWS answers: of S3 the address without a bucket. */
export function serviceOrigin(service: AwsService | 'cognito-identity', region: string): string {
  const host = `${HOSTS[service] ?? service}.${callRegion(service, region)}`;
  return `https://${host}.amazonaws.com${region.startsWith('cn-') ? '.cn' : ''}`;
}

/** Where a bucket's objects are: a host of its own, or a path, for a name that no certificate covers. It ends without a slash. */
export function bucketAddress(bucket: string, { region, endpoints }: Pick<AwsConfig, 'region' | 'endpoints'>): string {
  const origin = endpoints.s3 ?? serviceOrigin('s3', region);
  if (endpoints.s3 !== undefined || bucket.includes('.')) return `${origin.replace(/\/$/u, '')}/${bucket}`;
  return origin.replace('https://', `https://${bucket}.`);
}

/** The region that the id of a pool begins with. */
export function poolRegion(id: string): string {
  return /^[a-z0-9-]+/u.exec(id)?.[0] ?? '';
}
