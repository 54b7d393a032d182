import { PAYER } from '../../../src/adapters/duckdb/sample/catalog.ts';

/** The AWS side that the double plays: the paying account of the sample company. */
export const ACCOUNT_ID = PAYER.id;
export const REGION = 'us-east-1';

export const USER_POOL_ID = `${REGION}_Mer1dian1`;
export const CLIENT_ID = '4h2mkq8s0c1v6n3p9r7t5w2x1y';
export const IDENTITY_POOL_ID = `${REGION}:7c0f3f5a-12d4-4b5e-9a51-6f2b8d0c4e11`;

export const ROLE_NAME = 'SandbankAnalyst';
export const ROLE_ARN = `arn:aws:iam::${ACCOUNT_ID}:role/${ROLE_NAME}`;
/** Who the credentials of the role are, as STS says it. */
export const CALLER_ARN = `arn:aws:sts::${ACCOUNT_ID}:assumed-role/${ROLE_NAME}/CognitoIdentityCredentials`;
export const ROLE_ID = 'AROA4MERIDIANFOODS001';

export const USER = {
  sub: '5d1f0a7c-3b8e-4f5d-8f10-2c9b7e6a1d55',
  email: 'ana.lyst@meridian.example',
  name: 'Ana Lyst',
} as const;

export const CATALOG = 'AwsDataCatalog';
export const DATABASE = 'billing';

/** The functions and topics that there are. */
export const FUNCTIONS = ['savings-plans-reader', 'rightsizing'] as const;
export const TOPIC_ARN = `arn:aws:sns:${REGION}:${ACCOUNT_ID}:finops-alerts`;
