import { readFileSync } from 'node:fs';
import path from 'node:path';
import { projectRoot } from '../../scripts/setup/project.mjs';
import { readTemplate } from './template-file.ts';

export const templateText = readFileSync(path.join(projectRoot, 'docs/aws/sandbank.yaml'), 'utf8');

/** `docs/aws/sandbank.yaml`, read anew, so that a test may break its own. */
export const sandbankTemplate = () => readTemplate(templateText);

/** The parameters that have no default. */
export const billingData = { DataBucketName: 'billing-exports', DataPrefix: 'exports/cur2/', GlueDatabase: 'cur' };

const functionArn = 'arn:aws:lambda:eu-west-1:111122223333:function:';

/** Everything that may be switched on. */
export const everythingAllowed = {
  ...billingData,
  DirectDataRead: 'true',
  DataKeyArn: 'arn:aws:kms:eu-west-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab',
  SitePath: '/tools/sandbank/',
  SiteDomainName: 'sandbank.example.com',
  CertificateArn: 'arn:aws:acm:us-east-1:111122223333:certificate/12345678-1234-1234-1234-123456789012',
  EmbeddingOrigins: 'https://portal.example.com https://wiki.example.com:8443',
  LocalTestPort: '8080',
  LoginDomainPrefix: 'finops-login',
  CostExplorer: 'true',
  CloudWatchMetrics: 'true',
  Ec2Describe: 'true',
  OrganizationsRead: 'true',
  Pricing: 'true',
  LambdaFunctionArns: [`${functionArn}rightsizing`, `${functionArn}commitments:live`],
  SnsTopicArns: ['arn:aws:sns:eu-west-1:111122223333:finops-reports'],
};

export const existingUserPool = {
  ...billingData,
  SignIn: 'existing-user-pool',
  ExistingUserPoolId: 'us-east-1_ZyXwVuTsR',
  ExistingUserPoolClientId: '7h57kf5cpq17m0eml12EXAMPLE',
  ExistingUserPoolDomain: 'https://login.example.com',
};

export const oidcIssuer = {
  ...billingData,
  Hosting: 'own',
  SiteDomainName: 'tools.example.com',
  SitePath: '/sandbank/',
  SignIn: 'oidc',
  OidcIssuer: 'https://example.okta.com',
  OidcClientId: '0oa1b2c3d4e5f6g7h8i9',
};
