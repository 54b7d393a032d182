import { z } from 'zod';

/** The AWS services that the page may call, by the names that boto3 gives its clients. */
export const awsServices = [
  'athena',
  'glue',
  's3',
  'ce',
  'cloudwatch',
  'ec2',
  'organizations',
  'pricing',
  'sts',
  'lambda',
  'sns',
] as const;
export const awsServiceSchema = z.enum(awsServices);
export type AwsService = z.infer<typeof awsServiceSchema>;
