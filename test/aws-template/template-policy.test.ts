import { describe, expect, test } from 'vitest';
import { makeStack, outputOf, requiredIn, resourceIn, type Stack } from './evaluate.ts';
import { billingData, everythingAllowed, existingUserPool, oidcIssuer, sandbankTemplate } from './sandbank-template.ts';
import type { TemplateObject, TemplateValue } from './template-file.ts';

interface Statement {
  Sid?: string;
  Effect: 'Allow' | 'Deny';
  Principal?: TemplateValue;
  Action: string | string[];
  Resource?: string | string[];
  NotResource?: string | string[];
  Condition?: Record<string, Record<string, string | string[]>>;
}

const plain = makeStack(sandbankTemplate(), billingData);
const everything = makeStack(sandbankTemplate(), everythingAllowed);
const stacks: [string, Stack][] = [
  ['the defaults', plain],
  ['everything allowed', everything],
  ['a user pool that exists', makeStack(sandbankTemplate(), existingUserPool)],
  ['an OIDC issuer and a host of its own', makeStack(sandbankTemplate(), oidcIssuer)],
];

const statementsIn = (document: TemplateValue | undefined) => (document as { Statement: unknown }).Statement as Statement[];

function roleStatements(stack: Stack): Statement[] {
  const policies = requiredIn(stack, 'AnalystRole')['Policies'] as TemplateObject[];
  return policies.flatMap((policy) => statementsIn(policy['PolicyDocument']));
}

const allowed = (stack: Stack) => roleStatements(stack).filter((statement) => statement.Effect === 'Allow');
const actionsOf = (statement: Statement) => [statement.Action].flat();
const serviceOf = (action: string) => action.split(':')[0];
const resourcesOf = (statement: Statement) => [statement.Resource ?? []].flat();
const throughAthena = (statement: Statement) =>
  statement.Condition?.['ForAnyValue:StringEquals']?.['aws:CalledVia'] === 'athena.amazonaws.com';

const results = 'arn:aws:s3:::sandbank-resultbucket-1a2b3c/results/*';

/** Why a statement names more than one thing. What is not here may not. */
const wildcards: Record<string, string> = {
  '*': 'the action takes no resource',
  'arn:aws:glue:eu-west-1:111122223333:table/cur/*': 'the tables of the one database',
  'arn:aws:s3:::billing-exports/exports/cur2/*': 'the files of the one export',
  [results]: 'the results of queries',
};

/** AWS's list of actions says of these that they take no resource, or one that nobody knows before it is asked for. */
const withoutResource =
  /^(athena:List(WorkGroups|DataCatalogs|EngineVersions)|ce:(Get|List|Describe)\w+|cloudwatch:(Get|List)Metric\w*|ec2:Describe\w+|organizations:(Describe|List)\w+|pricing:(Get|Describe)\w+)$/;

/** What only reads, by its name. `StartQueryExecution` writes a result, and `StopQueryExecution` ends what the person began. */
const reading = /^[a-z0-9]+:((Get|List|Describe|BatchGet|Search)\w+|(Start|Stop)QueryExecution|Decrypt)$/;

describe.each(stacks)('the role, with %s', (_, stack) => {
  test('no action is open-ended', () => {
    for (const statement of roleStatements(stack))
      for (const action of actionsOf(statement)) expect.soft(action).toMatch(/^[a-z0-9-]+:[A-Za-z]+$/);
  });

  test('a resource is open-ended for a reason only', () => {
    for (const statement of allowed(stack)) {
      for (const resource of resourcesOf(statement)) {
        if (resource.includes('*')) expect.soft(wildcards[resource], `${statement.Sid}: ${resource}`).toBeDefined();
        if (resource === '*') for (const action of actionsOf(statement)) expect.soft(action).toMatch(withoutResource);
      }
      expect.soft(statement.NotResource).toBeUndefined();
    }
  });

  test('nothing is written but results, and those through Athena', () => {
    const writing = allowed(stack).filter((statement) => actionsOf(statement).some((action) => !reading.test(action)));
    const byName = writing.filter((statement) => /^(lambda:InvokeFunction|sns:Publish)$/.test(actionsOf(statement).join()));
    expect(byName).toHaveLength(stack === everything ? 2 : 0);
    expect(writing.filter((statement) => !byName.includes(statement))).toEqual([
      {
        Sid: 'WriteResultsThroughAthena',
        Effect: 'Allow',
        Action: ['s3:PutObject', 's3:AbortMultipartUpload', 's3:ListMultipartUploadParts'],
        Resource: results,
        Condition: { 'ForAnyValue:StringEquals': { 'aws:CalledVia': 'athena.amazonaws.com' } },
      },
    ]);
  });

  test('billing data is read through Athena alone, unless it is asked for otherwise', () => {
    const data = allowed(stack).filter((statement) => resourcesOf(statement).some((name) => name.includes('billing-exports')));
    expect(data.length).toBeGreaterThan(2);
    const direct = data.filter((statement) => !throughAthena(statement)).map((statement) => statement.Sid);
    expect(direct).toEqual(stack === everything ? ['ReadDataDirectly', 'ListDataDirectly', 'LocateDataDirectly'] : []);
    for (const statement of data.filter((one) => actionsOf(one).includes('s3:ListBucket')))
      expect(statement.Condition?.['StringLike']).toEqual({ 's3:prefix': 'exports/cur2/*' });
    for (const statement of allowed(stack).filter((one) => actionsOf(one).includes('kms:Decrypt')))
      expect(throughAthena(statement)).toBe(true);
  });

  test('a Deny stands against what another policy might add', () => {
    const denied = roleStatements(stack).filter((statement) => statement.Effect === 'Deny');
    expect(denied.find((statement) => statement.NotResource !== undefined)).toMatchObject({
      Action: 's3:PutObject',
      NotResource: results,
    });
    const actions = denied.flatMap(actionsOf);
    expect(actions).toEqual(
      expect.arrayContaining(['s3:DeleteObject', 'glue:CreateTable', 'glue:DeleteTable', 'athena:UpdateWorkGroup']),
    );
    expect(actions.filter((action) => reading.test(action))).toEqual([]);
  });

  test('only people who are signed in to this pool have it', () => {
    expect(statementsIn(requiredIn(stack, 'AnalystRole')['AssumeRolePolicyDocument'])).toEqual([
      {
        Effect: 'Allow',
        Principal: { Federated: 'cognito-identity.amazonaws.com' },
        Action: 'sts:AssumeRoleWithWebIdentity',
        Condition: {
          StringEquals: { 'cognito-identity.amazonaws.com:aud': 'eu-west-1:12345678-1234-1234-1234-123456789012' },
          'ForAnyValue:StringLike': { 'cognito-identity.amazonaws.com:amr': 'authenticated' },
        },
      },
    ]);
    expect(resourceIn(stack, 'IdentityPool')).toMatchObject({ AllowUnauthenticatedIdentities: false, AllowClassicFlow: false });
    expect(resourceIn(stack, 'IdentityPoolRoles')?.['Roles']).toEqual({
      authenticated: 'arn:aws:iam::111122223333:role/sandbank-AnalystRole-1A2B3C',
    });
  });

  test('buckets are private, encrypted and asked over TLS', () => {
    for (const id of ['SiteBucket', 'ResultBucket']) {
      const bucket = resourceIn(stack, id);
      if (!bucket) continue;
      expect(bucket['PublicAccessBlockConfiguration']).toEqual({
        BlockPublicAcls: true,
        BlockPublicPolicy: true,
        IgnorePublicAcls: true,
        RestrictPublicBuckets: true,
      });
      expect(bucket).toHaveProperty('BucketEncryption');
      const statements = statementsIn(resourceIn(stack, `${id}Policy`)?.['PolicyDocument']);
      expect(statements).toContainEqual(
        expect.objectContaining({ Effect: 'Deny', Principal: '*', Condition: { Bool: { 'aws:SecureTransport': 'false' } } }),
      );
      for (const statement of statements.filter((one) => one.Effect === 'Allow')) {
        expect(statement.Principal).toEqual({ Service: 'cloudfront.amazonaws.com' });
        expect(statement.Condition).toEqual({
          StringEquals: { 'AWS:SourceArn': 'arn:aws:cloudfront::111122223333:distribution/E1A2B3C4D5E6F7' },
        });
      }
    }
  });

  test('results are shown to the page alone, and end', () => {
    const bucket = requiredIn(stack, 'ResultBucket');
    const [rule] = (bucket['CorsConfiguration'] as { CorsRules: TemplateObject[] }).CorsRules;
    const site = new URL(outputOf(stack, 'SiteUrl') ?? '').origin;
    expect(rule?.['AllowedOrigins']).toEqual(stack === everything ? [site, 'http://localhost:8080'] : [site]);
    expect(rule?.['AllowedMethods']).toEqual(['GET', 'HEAD']);
    expect(bucket['LifecycleConfiguration']).toMatchObject({ Rules: [{ Status: 'Enabled', ExpirationInDays: 30 }] });
  });

  test('the workgroup holds its settings against a query', () => {
    expect(resourceIn(stack, 'Workgroup')?.['WorkGroupConfiguration']).toMatchObject({
      EnforceWorkGroupConfiguration: true,
      PublishCloudWatchMetricsEnabled: true,
      BytesScannedCutoffPerQuery: 107_374_182_400,
      EngineVersion: { SelectedEngineVersion: 'Athena engine version 3' },
      ResultConfiguration: {
        OutputLocation: 's3://sandbank-resultbucket-1a2b3c/results/',
        EncryptionConfiguration: { EncryptionOption: 'SSE_S3' },
      },
    });
  });
});

test('services that are not asked for are not allowed', () => {
  const services = (stack: Stack) => new Set(allowed(stack).flatMap((statement) => actionsOf(statement).map(serviceOf)));
  expect(services(plain)).toEqual(new Set(['athena', 'glue', 's3']));
  expect(services(everything)).toEqual(
    new Set(['athena', 'ce', 'cloudwatch', 'ec2', 'glue', 'kms', 'lambda', 'organizations', 'pricing', 's3', 'sns']),
  );
});

test('the inline policies fit into a role', () => {
  expect(JSON.stringify(roleStatements(everything)).length).toBeLessThan(10_240);
});

describe('sign-in', () => {
  test('the client of a page has no secret, takes codes, and comes back to the page', () => {
    for (const stack of [plain, everything]) {
      const client = resourceIn(stack, 'UserPoolClient');
      const site = outputOf(stack, 'SiteUrl') ?? '';
      const local = stack === everything ? ['http://localhost:8080/'] : [];
      expect(client).toMatchObject({
        GenerateSecret: false,
        AllowedOAuthFlows: ['code'],
        CallbackURLs: [site, ...local],
        LogoutURLs: [site, ...local],
      });
      expect(site).toMatch(/^https:\/\/.+\/$/);
    }
    expect(outputOf(plain, 'SiteUrl')).toBe('https://d111111abcdef8.cloudfront.net/');
    expect(outputOf(everything, 'SiteUrl')).toBe('https://sandbank.example.com/tools/sandbank/');
  });

  test('nobody signs up, and managed login is on', () => {
    expect(resourceIn(plain, 'UserPool')).toMatchObject({ AdminCreateUserConfig: { AllowAdminCreateUserOnly: true } });
    expect(resourceIn(plain, 'UserPoolDomain')).toMatchObject({ Domain: 'sandbank-111122223333', ManagedLoginVersion: 2 });
    expect(resourceIn(everything, 'UserPoolDomain')).toMatchObject({ Domain: 'finops-login' });
    expect(resourceIn(plain, 'LoginStyle')).toMatchObject({ UseCognitoProvidedValues: true });
  });

  test('a pool or an issuer that is there already is used, and none is made', () => {
    const existing = makeStack(sandbankTemplate(), existingUserPool);
    const oidc = makeStack(sandbankTemplate(), oidcIssuer);
    for (const stack of [existing, oidc]) {
      for (const id of ['UserPool', 'UserPoolDomain', 'UserPoolClient', 'LoginStyle'])
        expect(resourceIn(stack, id)).toBeUndefined();
    }
    expect(resourceIn(existing, 'IdentityPool')?.['CognitoIdentityProviders']).toEqual([
      {
        ClientId: '7h57kf5cpq17m0eml12EXAMPLE',
        ProviderName: 'cognito-idp.us-east-1.amazonaws.com/us-east-1_ZyXwVuTsR',
        ServerSideTokenCheck: true,
      },
    ]);
    expect(resourceIn(oidc, 'OidcProvider')).toEqual({ Url: 'https://example.okta.com', ClientIdList: ['0oa1b2c3d4e5f6g7h8i9'] });
    const pool = resourceIn(oidc, 'IdentityPool');
    expect(pool).not.toHaveProperty('CognitoIdentityProviders');
    expect(pool?.['OpenIdConnectProviderARNs']).toEqual(['arn:aws:iam::111122223333:oidc-provider/example.okta.com']);

    const OidcProviderArn = 'arn:aws:iam::111122223333:oidc-provider/login.example.com';
    const registered = makeStack(sandbankTemplate(), { ...oidcIssuer, OidcProviderArn });
    expect(resourceIn(registered, 'OidcProvider')).toBeUndefined();
    expect(resourceIn(registered, 'IdentityPool')?.['OpenIdConnectProviderARNs']).toEqual([OidcProviderArn]);
  });
});

describe('parameters that do not go together, or are not what they should be', () => {
  test.each<[string, Record<string, string>]>([
    ['SignIn existing-user-pool needs ExistingUserPoolId', { SignIn: 'existing-user-pool' }],
    ['SignIn oidc needs OidcIssuer', { SignIn: 'oidc' }],
    ['Hosting own needs SiteDomainName', { Hosting: 'own' }],
    ['SiteDomainName and CertificateArn are given both, or neither', { SiteDomainName: 'sandbank.example.com' }],
    ['must be empty or an address', { OidcIssuer: 'http://example.okta.com' }],
    ['without a slash at its beginning', { DataPrefix: '/exports' }],
    ['must begin and end with a slash', { SitePath: '/tools/sandbank' }],
    ['without the words aws', { LoginDomainPrefix: 'my-cognito-login' }],
    ['must be empty or a port', { LocalTestPort: '80/evil' }],
    ['must be empty or origins', { EmbeddingOrigins: "https://a.example.com; script-src 'unsafe-inline'" }],
  ])('%s', (message, parameters) => {
    expect(() => makeStack(sandbankTemplate(), { ...billingData, ...parameters })).toThrow(message);
  });

  test('nothing that is given to the stack can break out of the text of the configuration, or of the function', () => {
    for (const [name, parameter] of Object.entries(sandbankTemplate().Parameters)) {
      if (parameter.AllowedPattern === undefined) continue;
      for (const text of ['"', "'", '\\', '\n', 'a"b', "a'b", 'https://a.example.com/"', "/a'/", 'a/"/'])
        expect.soft(new RegExp(parameter.AllowedPattern).test(text), `${name}: ${text}`).toBe(false);
    }
  });
});
