import { awsConfigSchema, sitePolicySchema, type AwsConfig, type SitePolicy } from '../../src/core/aws/aws-config.ts';

export const ACCOUNT = '111122223333';
export const FOREIGN = '999999999999';

/** A site as a company would configure it. */
export const awsSite: AwsConfig = awsConfigSchema.parse({
  region: 'us-east-1',
  account_id: ACCOUNT,
  identity_pool_id: 'us-east-1:00000000-0000-0000-0000-000000000000',
  sign_in: {
    kind: 'cognito',
    user_pool_id: 'us-east-1_AbCdEfGhI',
    client_id: 'app',
    domain: 'https://acme.auth.us-east-1.amazoncognito.com',
  },
  athena: {
    workgroups: ['finops', 'audit'],
    catalog: 'AwsDataCatalog',
    database: 'cur',
    output_location: 's3://acme-results/athena/',
  },
  buckets: [{ name: 'acme-cur', prefixes: ['cur/', 'focus/v1'] }, { name: 'acme-open' }],
});

export const sitePolicy: SitePolicy = sitePolicySchema.parse({
  lambda_functions: ['support-cases', `arn:aws:lambda:us-east-1:${ACCOUNT}:function:optimizer:live`],
  sns_topics: [`arn:aws:sns:us-east-1:${ACCOUNT}:findings`],
  deny: ['ec2:DescribeImages', 'pricing:*'],
});
