/** The services by the names that boto3's clients have, and Cognito's identity pools. */
export const SERVICE_NAMES = [
  'cognito-identity',
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

export type ServiceName = (typeof SERVICE_NAMES)[number];
