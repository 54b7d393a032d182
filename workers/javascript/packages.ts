/** A client of AWS that code can require. `service` is the page's name for it; `file` is what the build calls it. */
export type ClientPackage = { name: string; service: string; file: string };

const client = (file: string, service: string): ClientPackage => ({ name: `@aws-sdk/${file}`, service, file });

export const clientPackages: readonly ClientPackage[] = [
  client('client-athena', 'athena'),
  client('client-cloudwatch', 'cloudwatch'),
  client('client-cost-explorer', 'ce'),
  client('client-ec2', 'ec2'),
  client('client-glue', 'glue'),
  client('client-lambda', 'lambda'),
  client('client-organizations', 'organizations'),
  client('client-pricing', 'pricing'),
  client('client-s3', 's3'),
  client('client-sns', 'sns'),
  client('client-sts', 'sts'),
];

/** What all clients are linked against, loaded with the first of them. */
export const SDK_CORE = 'aws-sdk-core';
