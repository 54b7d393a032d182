import { callIn, isObject, textOf, type Template, type TemplateObject, type TemplateValue } from './template-file.ts';

/** What CloudFormation would know when it makes the stack. */
export interface Stack {
  template: Template;
  parameters: Record<string, string | number | string[]>;
  conditions: Record<string, boolean>;
}

const pseudoValues: Record<string, string> = {
  'AWS::AccountId': '111122223333',
  'AWS::Partition': 'aws',
  'AWS::Region': 'eu-west-1',
  'AWS::StackName': 'sandbank',
};

/** What `!Ref` gives of the resources whose ids have a form. */
const resourceIds: Record<string, string> = {
  Distribution: 'E1A2B3C4D5E6F7',
  IdentityPool: 'eu-west-1:12345678-1234-1234-1234-123456789012',
  OidcProvider: 'arn:aws:iam::111122223333:oidc-provider/example.okta.com',
  ResultBucket: 'sandbank-resultbucket-1a2b3c',
  SiteBucket: 'sandbank-sitebucket-4d5e6f',
  UserPool: 'eu-west-1_AbCdEfGhI',
  UserPoolClient: '1h57kf5cpq17m0eml12EXAMPLE',
};

/** What `!GetAtt` gives. */
const resourceAttributes: Record<string, string> = {
  'AnalystRole.Arn': 'arn:aws:iam::111122223333:role/sandbank-AnalystRole-1A2B3C',
  'Distribution.DomainName': 'd111111abcdef8.cloudfront.net',
  'OriginAccessControl.Id': 'E2A3B4C5D6E7F8',
  'ResultBucket.Arn': 'arn:aws:s3:::sandbank-resultbucket-1a2b3c',
  'SiteBucket.Arn': 'arn:aws:s3:::sandbank-sitebucket-4d5e6f',
  'SiteBucket.RegionalDomainName': 'sandbank-sitebucket-4d5e6f.s3.eu-west-1.amazonaws.com',
  'SitePathFunction.FunctionARN': 'arn:aws:cloudfront::111122223333:function/sandbank',
  'UserPool.ProviderName': 'cognito-idp.eu-west-1.amazonaws.com/eu-west-1_AbCdEfGhI',
};

/** A stack of `template` with `given` parameters, the others at their defaults. What breaks a parameter's pattern or a rule throws. */
export function makeStack(template: Template, given: Record<string, string | number | string[]>): Stack {
  const stack: Stack = { template, parameters: {}, conditions: {} };
  for (const [name, parameter] of Object.entries(template.Parameters)) {
    const value = given[name] ?? parameter.Default;
    if (value === undefined) throw new Error(`${name} has no default and is not given`);
    const values = Array.isArray(value) ? value : [value];
    for (const item of values) {
      if (parameter.AllowedValues?.includes(item) === false) throw new Error(`${name}: ${item} is none of its values`);
      if (parameter.AllowedPattern !== undefined && !new RegExp(parameter.AllowedPattern).test(String(item)))
        throw new Error(`${name}: ${item} ${parameter.ConstraintDescription ?? ''}`);
    }
    stack.parameters[name] = parameter.Type === 'CommaDelimitedList' ? values.map(String) : value;
  }
  for (const rule of Object.values(template.Rules)) {
    if (!holds(rule.RuleCondition, stack)) continue;
    for (const { Assert, AssertDescription } of rule.Assertions) if (!holds(Assert, stack)) throw new Error(AssertDescription);
  }
  for (const name of Object.keys(template.Conditions)) conditionOf(name, stack);
  return stack;
}

/** The properties of a resource in the stack; undefined where its condition leaves it out. */
export function resourceIn(stack: Stack, id: string): TemplateObject | undefined {
  const resource = stack.template.Resources[id];
  if (!resource) throw new Error(`there is no resource ${id}`);
  if (resource.Condition !== undefined && !conditionOf(resource.Condition, stack)) return undefined;
  return evaluate(resource.Properties ?? {}, stack) as TemplateObject;
}

/** The same of a resource that the stack must have. */
export function requiredIn(stack: Stack, id: string): TemplateObject {
  const properties = resourceIn(stack, id);
  if (!properties) throw new Error(`${id} is left out`);
  return properties;
}

/** The text of an output; undefined where its condition leaves it out. */
export function outputOf(stack: Stack, id: string): string | undefined {
  const output = stack.template.Outputs[id];
  if (!output) throw new Error(`there is no output ${id}`);
  if (output.Condition !== undefined && !conditionOf(output.Condition, stack)) return undefined;
  return textOf(evaluate(output.Value, stack));
}

function conditionOf(name: string, stack: Stack): boolean {
  const condition = stack.template.Conditions[name];
  if (condition === undefined) throw new Error(`there is no condition ${name}`);
  return (stack.conditions[name] ??= holds(condition, stack));
}

function holds(condition: TemplateValue, stack: Stack): boolean {
  if (isObject(condition) && typeof condition['Condition'] === 'string') return conditionOf(condition['Condition'], stack);
  const call = callIn(condition);
  const items = Array.isArray(call?.argument) ? call.argument : [];
  switch (call?.name) {
    case 'Fn::Equals':
      return evaluate(items[0] ?? null, stack) === evaluate(items[1] ?? null, stack);
    case 'Fn::Not':
      return !holds(items[0] ?? null, stack);
    case 'Fn::And':
      return items.every((item) => holds(item, stack));
    case 'Fn::Or':
      return items.some((item) => holds(item, stack));
    default:
      throw new Error(`${JSON.stringify(condition)} is no condition`);
  }
}

/** `value` as the stack has it; undefined for `AWS::NoValue`. A resource that the stack leaves out can't be asked for anything. */
function evaluate(value: TemplateValue, stack: Stack): TemplateValue | undefined {
  if (Array.isArray(value)) return value.map((item) => evaluate(item, stack)).filter((item) => item !== undefined);
  if (!isObject(value)) return value;
  const call = callIn(value);
  if (!call) {
    const entries = Object.entries(value).map(([key, item]) => [key, evaluate(item, stack)] as const);
    return Object.fromEntries(entries.filter((entry): entry is [string, TemplateValue] => entry[1] !== undefined));
  }
  const items = Array.isArray(call.argument) ? call.argument : [call.argument];
  switch (call.name) {
    case 'Ref':
      return named(textOf(call.argument), stack);
    case 'Fn::GetAtt':
      return attribute(items.map(textOf).join('.'), stack);
    case 'Fn::If':
      return evaluate((conditionOf(textOf(items[0]), stack) ? items[1] : items[2]) ?? null, stack);
    case 'Fn::Join':
      return list(items[1], stack).map(textOf).join(textOf(items[0]));
    case 'Fn::Split':
      return textOf(evaluate(items[1] ?? null, stack)).split(textOf(items[0]));
    case 'Fn::Select':
      return list(items[1], stack)[Number(items[0])] ?? null;
    case 'Fn::Sub':
      return substitute(textOf(items[0]), isObject(items[1]) ? items[1] : {}, stack);
    default:
      throw new Error(`${call.name} is not known here`);
  }
}

function list(value: TemplateValue | undefined, stack: Stack): TemplateValue[] {
  const items = evaluate(value ?? null, stack);
  if (!Array.isArray(items)) throw new Error(`${JSON.stringify(value)} is no list`);
  return items;
}

function substitute(text: string, variables: TemplateObject, stack: Stack): string {
  return text.replaceAll(/\$\{([^!}][^}]*)\}/g, (_, name: string) => {
    const variable = variables[name];
    if (variable !== undefined) return textOf(evaluate(variable, stack));
    return name.includes('.') ? attribute(name, stack) : textOf(named(name, stack));
  });
}

function named(name: string, stack: Stack): TemplateValue | undefined {
  if (name === 'AWS::NoValue') return undefined;
  const given = pseudoValues[name] ?? stack.parameters[name];
  if (given !== undefined) return given;
  const resource = requireResource(name, stack);
  // !Ref of these is the name that their own properties give.
  if (resource.Type === 'AWS::Athena::WorkGroup') return evaluate(resource.Properties?.['Name'] ?? null, stack);
  if (resource.Type === 'AWS::Cognito::UserPoolDomain') return evaluate(resource.Properties?.['Domain'] ?? null, stack);
  return resourceIds[name] ?? `id-of-${name}`;
}

function attribute(name: string, stack: Stack): string {
  requireResource(name.split('.')[0] ?? '', stack);
  const value = resourceAttributes[name];
  if (value === undefined) throw new Error(`give ${name} a value in this file`);
  return value;
}

function requireResource(id: string, stack: Stack) {
  const resource = stack.template.Resources[id];
  if (!resource) throw new Error(`there is no resource ${id}`);
  if (resource.Condition !== undefined && !conditionOf(resource.Condition, stack))
    throw new Error(`${id} is asked for, but ${resource.Condition} leaves it out`);
  return resource;
}
