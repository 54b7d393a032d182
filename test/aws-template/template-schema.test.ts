import { describe, expect, test } from 'vitest';
import { referenceProblems } from './references.ts';
import { attributesOf, schemaProblems } from './resource-schemas.ts';
import { sandbankTemplate, templateText } from './sandbank-template.ts';
import { readTemplate, type Template, type TemplateObject } from './template-file.ts';

const problemsOf = (template: Template) => [...schemaProblems(template), ...referenceProblems(template, attributesOf)];

test('every resource is as its published schema says, and every name in the template is there and used', () => {
  expect(problemsOf(sandbankTemplate())).toEqual([]);
});

test('the template fits in one request', () => {
  expect(Buffer.byteLength(templateText)).toBeLessThan(51_200);
});

test('the template means the same in YAML 1.1 as in 1.2', () => {
  expect(sandbankTemplate()).toEqual(readTemplate(templateText, '1.2'));
});

test('every parameter is described, bounded and in a group', () => {
  const template = sandbankTemplate();
  for (const [name, parameter] of Object.entries(template.Parameters)) {
    expect.soft(parameter.Description, name).toBeTruthy();
    const bounded = parameter.AllowedValues ?? parameter.AllowedPattern ?? parameter.MinValue;
    expect.soft(bounded, `${name} takes anything`).toBeDefined();
    if (parameter.AllowedPattern !== undefined) expect.soft(parameter.ConstraintDescription, name).toMatch(/^must be/);
  }
  const grouped = template.Metadata['AWS::CloudFormation::Interface'].ParameterGroups.flatMap((group) => group.Parameters);
  expect(grouped.toSorted()).toEqual(Object.keys(template.Parameters).toSorted());
});

describe('a planted mistake is found', () => {
  const plant = (change: (template: Template) => void) => {
    const template = sandbankTemplate();
    change(template);
    return problemsOf(template);
  };
  const at = (template: Template, ...steps: string[]) => {
    let place = template.Resources as unknown as TemplateObject;
    for (const step of steps) place = place[step] as TemplateObject;
    return place;
  };

  test('a type that does not exist', () => {
    expect(plant((template) => (at(template, 'UserPool')['Type'] = 'AWS::Cognito::UserPools'))).toContain(
      'UserPool: there is no type AWS::Cognito::UserPools',
    );
  });

  test('an unknown property, on top and deep inside', () => {
    const problems = plant((template) => {
      at(template, 'UserPoolClient', 'Properties')['CallbackUrls'] = [];
      const rules = at(template, 'ResultBucket', 'Properties', 'CorsConfiguration')['CorsRules'] as TemplateObject[];
      Object.assign(rules[0] ?? {}, { ExposeHeaders: [] });
    });
    expect(problems).toHaveLength(2);
    expect(problems[0]).toMatch(/^UserPoolClient\.CallbackUrls: unknown, known are .*CallbackURLs/);
    expect(problems[1]).toMatch(/^ResultBucket\.CorsConfiguration\.CorsRules\[0\]\.ExposeHeaders: unknown/);
  });

  test('a required property that is missing, or may be', () => {
    expect(plant((template) => delete at(template, 'Workgroup', 'Properties')['Name'])).toContain(
      'Workgroup.Name: missing, and required',
    );
    expect(
      plant(
        (template) =>
          (at(template, 'SiteBucketPolicy', 'Properties')['Bucket'] = {
            'Fn::If': ['HostsSite', { Ref: 'SiteBucket' }, { Ref: 'AWS::NoValue' }],
          }),
      ),
    ).toEqual(['SiteBucketPolicy.Bucket: missing, and required']);
  });

  test('a wrong type, of a value and of a call', () => {
    expect(plant((template) => (at(template, 'UserPoolClient', 'Properties')['GenerateSecret'] = 'false'))).toEqual([
      'UserPoolClient.GenerateSecret: "false" is no boolean',
    ]);
    expect(plant((template) => (at(template, 'UserPoolDomain', 'Properties')['ManagedLoginVersion'] = '2'))).toEqual([
      'UserPoolDomain.ManagedLoginVersion: "2" is no integer',
    ]);
    expect(plant((template) => (at(template, 'UserPool', 'Properties')['UsernameAttributes'] = { Ref: 'SitePath' }))).toEqual([
      'UserPool.UsernameAttributes: Ref gives string, but it is array',
    ]);
    expect(plant((template) => (at(template, 'UserPool', 'Properties')['UserPoolTier'] = 'ESSENTIAL'))).toEqual([
      'UserPool.UserPoolTier: ESSENTIAL is none of LITE, ESSENTIALS, PLUS',
    ]);
  });

  test('names that lead nowhere', () => {
    const problems = plant((template) => {
      at(template, 'IdentityPoolRoles', 'Properties')['IdentityPoolId'] = { Ref: 'IdentityPol' };
      at(template, 'IdentityPoolRoles', 'Properties')['Roles'] = { authenticated: { 'Fn::Sub': '${AnalystRole.arn}' } };
      at(template, 'UserPoolClient', 'Properties')['UserPoolId'] = { 'Fn::If': ['MakesPool', { Ref: 'UserPool' }, 'x'] };
      at(template, 'LoginStyle')['DependsOn'] = 'LoginDomain';
    });
    expect(problems.toSorted()).toEqual([
      'Resources.IdentityPoolRoles.IdentityPoolId: IdentityPol is neither a parameter nor a resource',
      'Resources.IdentityPoolRoles.Roles.authenticated: AWS::IAM::Role has no attribute arn',
      'Resources.LoginStyle.DependsOn: LoginDomain is neither a parameter nor a resource',
      'Resources.UserPoolClient.UserPoolId: there is no condition MakesPool',
    ]);
  });

  test('what nothing uses', () => {
    expect(
      plant((template) => {
        template.Parameters['Spare'] = { Type: 'String' };
        template.Conditions['IsSpare'] = { 'Fn::Equals': ['a', 'b'] };
      }),
    ).toEqual(['Conditions.IsSpare: nothing uses it', 'Parameters.Spare: nothing uses it']);
  });

  test('a short form that CloudFormation does not have, an alias, a key given twice', () => {
    expect(() => readTemplate('A: !Reff B')).toThrow(/!Reff/);
    expect(() => readTemplate('A: &a B\nC: *a')).toThrow(/alias/);
    expect(() => readTemplate('A: 1\nA: 2')).toThrow(/unique/);
  });
});
