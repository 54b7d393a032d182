import { z } from 'zod';
import { awsServices } from './aws-service.ts';

const text = (pattern: RegExp, wanted: string) => z.string().max(2000).regex(pattern, `wants ${wanted}`);

const region = text(/^[a-z]{2}(-[a-z]+)+-\d$/u, 'an AWS region, such as us-east-1');
const address = z.string().min(1).max(2000);
const name = z.string().min(1).max(255);
const clientId = text(/^[\x21-\x7e]{1,255}$/u, 'the id of the app client, without blanks');

/** A user pool's managed login. `domain` is the address that it answers at, Cognito's own or a company's. */
export const cognitoSignInSchema = z.strictObject({
  kind: z.literal('cognito'),
  user_pool_id: text(/^[a-z]{2}(-[a-z]+)+-\d_[A-Za-z0-9]+$/u, 'the id of a user pool, such as us-east-1_AbCdEfGhI'),
  client_id: clientId,
  domain: address,
});

/** Any OpenID Connect issuer. Its addresses are read from its discovery document where they are left out. */
export const oidcSignInSchema = z.strictObject({
  kind: z.literal('oidc'),
  issuer: address,
  client_id: clientId,
  scopes: z.array(name).max(20).exactOptional(),
  authorization_endpoint: address.exactOptional(),
  token_endpoint: address.exactOptional(),
  end_session_endpoint: address.exactOptional(),
});

export const signInSchema = z.discriminatedUnion('kind', [cognitoSignInSchema, oidcSignInSchema]);

export const athenaConfigSchema = z.strictObject({
  /** Those that may be used; the first is used until another is chosen. */
  workgroups: z
    .array(text(/^[A-Za-z0-9._-]{1,128}$/u, 'the name of a workgroup'))
    .min(1)
    .max(50),
  catalog: name.exactOptional(),
  database: name.exactOptional(),
  /** Where results go, for workgroups that set none ("s3://bucket/prefix/"). */
  output_location: text(
    /^s3:\/\/[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]\/.*$/u,
    'an address such as s3://bucket/prefix/',
  ).exactOptional(),
});

export const bucketSchema = z.strictObject({
  name: text(/^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/u, 'the name of a bucket'),
  /** Beginnings of keys that may be read; all of the bucket where it is left out. */
  prefixes: z.array(z.string().max(1024)).max(100).exactOptional(),
});

/** Services that can be given an address of their own: all that are called, and the one that gives credentials. */
export const endpointNames = [...awsServices, 'cognito-identity'] as const;

/** The AWS side of a site. No key or secret is ever in it. */
export const awsConfigSchema = z.strictObject({
  region,
  /** Credentials of another account are refused. */
  account_id: text(/^\d{12}$/u, 'the 12 digits of an account').exactOptional(),
  identity_pool_id: text(
    /^[a-z]{2}(-[a-z]+)+-\d:[0-9a-f-]{36}$/u,
    'the id of an identity pool, such as us-east-1:00000000-0000-0000-0000-000000000000',
  ),
  /** One of the roles that the identity pool may give, where it is not the one that it gives anyway. */
  role_arn: text(/^arn:aws[a-z-]*:iam::\d{12}:role\/.+$/u, 'the ARN of a role').exactOptional(),
  sign_in: signInSchema,
  athena: athenaConfigSchema.exactOptional(),
  /** Buckets that code may read, beside the results of its own queries. */
  buckets: z.array(bucketSchema).max(50).default([]),
  /** Addresses in the place of AWS's own, by service: another emulator, a private endpoint. */
  endpoints: z.partialRecord(z.enum(endpointNames), address).default({}),
});

export type AwsConfig = z.infer<typeof awsConfigSchema>;
export type SignInConfig = z.infer<typeof signInSchema>;

const TB = 1024 ** 4;
const GB = 1024 ** 3;

/** What the site lets code and people do in AWS, over what the program allows at all. */
export const sitePolicySchema = z.strictObject({
  /** Statements of Athena that do more than read: the person is asked for each run, or they are refused. */
  athena_writes: z.enum(['ask', 'refuse']).default('ask'),
  /** Bytes that the queries of one run may scan, and those of one day (UTC) in this browser. */
  bytes_per_run: z
    .int()
    .min(10_000_000)
    .default(100 * GB),
  bytes_per_day: z.int().min(10_000_000).default(TB),
  /** Athena's price of a terabyte scanned, in US dollars, as a decimal text. */
  usd_per_tb: text(/^\d{1,6}(\.\d{1,6})?$/u, 'a price as text, such as "5.00"').default('5.00'),
  /** Names or ARNs of functions that code may invoke, and ARNs of topics that it may publish to. */
  lambda_functions: z.array(name).max(100).default([]),
  sns_topics: z.array(name).max(100).default([]),
  /** Operations that are taken away ("ec2:DescribeInstances"), or all of a service ("ec2:*"). */
  deny: z
    .array(text(/^[a-z0-9]+:(\*|[A-Za-z0-9]+)$/u, 'an operation, such as ec2:DescribeInstances or ec2:*'))
    .max(200)
    .default([]),
});

export type SitePolicy = z.infer<typeof sitePolicySchema>;
