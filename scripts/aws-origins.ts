import { resultBucket } from '../src/adapters/config/parse-aws-config.ts';
import { bucketAddress, poolRegion, serviceOrigin } from '../src/core/aws/aws-address.ts';
import { endpointNames, type AwsConfig, type SignInConfig, type SitePolicy } from '../src/core/aws/aws-config.ts';

/**
 * Sources that a site's AWS side adds to the page's policy: its services' addresses, the hosts of its buckets (of a bucket that has none of
 * its own, the path), and who signs people in. Lambda and SNS are admitted where the policy names a function or a topic.
 */
export function awsOrigins(aws: AwsConfig, policy: SitePolicy): string[] {
  const { region, identity_pool_id, endpoints, sign_in } = aws;
  const services = endpointNames.filter(
    (name) =>
      (name !== 'lambda' || policy.lambda_functions.length > 0) &&
      (name !== 'sns' || policy.sns_topics.length > 0) &&
      name !== 's3',
  );
  const addresses = services.map((name) => {
    const endpoint = endpoints[name];
    if (endpoint !== undefined) return new URL(endpoint).origin;
    return serviceOrigin(name, name === 'cognito-identity' ? poolRegion(identity_pool_id) : region);
  });
  return [...addresses, ...bucketSources(aws), ...signInOrigins(sign_in)];
}

function bucketSources(aws: AwsConfig): string[] {
  const { s3 } = aws.endpoints;
  if (s3 !== undefined) return [new URL(s3).origin];
  const results = resultBucket(aws.athena?.output_location);
  const names = [...aws.buckets.map(({ name }) => name), ...(results === undefined ? [] : [results])];
  // A path that ends in a slash covers what lies under it.
  return names.map((name) => (name.includes('.') ? `${bucketAddress(name, aws)}/` : bucketAddress(name, aws)));
}

function signInOrigins(sign_in: SignInConfig): string[] {
  const addresses = sign_in.kind === 'cognito' ? [sign_in.domain] : [sign_in.issuer, sign_in.token_endpoint];
  return addresses.flatMap((address) => (address === undefined ? [] : [new URL(address).origin]));
}
