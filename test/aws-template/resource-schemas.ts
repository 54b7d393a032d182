import { loadAwsServiceSpecSync } from '@aws-cdk/aws-service-spec';
import type { PropertyType, Resource as Schema, ResourceProperties } from '@aws-cdk/service-spec-types';
import { callIn, isObject, textOf, type Template, type TemplateObject, type TemplateValue } from './template-file.ts';

const database = loadAwsServiceSpecSync();
const schemas = new Map<string, Schema | undefined>();

/** AWS's published schema of a type of resource. */
function schemaOf(type: string): Schema | undefined {
  if (!schemas.has(type)) schemas.set(type, database.lookup('resource', 'cloudFormationType', 'equals', type)[0]);
  return schemas.get(type);
}

/** What `!GetAtt` may ask of a type of resource; undefined where there is no such type. */
export function attributesOf(type: string): string[] | undefined {
  const schema = schemaOf(type);
  return schema && Object.keys(schema.attributes);
}

/** Where the resources of `template` are not as AWS's schemas say, each with its path. */
export function schemaProblems(template: Template): string[] {
  const problems: string[] = [];
  for (const [id, resource] of Object.entries(template.Resources)) {
    const schema = schemaOf(resource.Type);
    if (schema) checkObject(resource.Properties ?? {}, schema.properties, id, { template, problems });
    else problems.push(`${id}: there is no type ${resource.Type}`);
  }
  return problems;
}

interface Check {
  template: Template;
  problems: string[];
}

function checkObject(object: TemplateObject, properties: ResourceProperties, at: string, check: Check): void {
  for (const [name, value] of Object.entries(object)) {
    const property = properties[name];
    if (property) checkValue(value, property.type, `${at}.${name}`, check);
    else check.problems.push(`${at}.${name}: unknown, known are ${Object.keys(properties).join(', ')}`);
  }
  for (const [name, property] of Object.entries(properties)) {
    if (property.required === true && mayBeAbsent(object[name])) check.problems.push(`${at}.${name}: missing, and required`);
  }
}

function isNoValue(value: TemplateValue | undefined): boolean {
  return isObject(value) && value['Ref'] === 'AWS::NoValue';
}

function mayBeAbsent(value: TemplateValue | undefined): boolean {
  if (value === undefined || isNoValue(value)) return true;
  return branchesOf(value)?.some(mayBeAbsent) ?? false;
}

/** The two values of an `!If`. */
function branchesOf(value: TemplateValue): TemplateValue[] | undefined {
  const call = callIn(value);
  return call?.name === 'Fn::If' && Array.isArray(call.argument) ? call.argument.slice(1) : undefined;
}

function checkValue(value: TemplateValue, type: PropertyType, at: string, check: Check): void {
  if (isNoValue(value)) return;
  const branches = branchesOf(value);
  if (branches) {
    for (const branch of branches) checkValue(branch, type, at, check);
    return;
  }
  if (type.type === 'json') {
    if (!isObject(value)) check.problems.push(`${at}: ${JSON.stringify(value)} is no object`);
    return;
  }
  if (type.type === 'union') {
    checkUnion(value, type.types, at, check);
    return;
  }
  const call = callIn(value);
  if (call) {
    const given = typeOfCall(call, check.template);
    if (given !== undefined && !fits(given, type))
      check.problems.push(`${at}: ${call.name} gives ${given}, but it is ${type.type}`);
    return;
  }
  checkLiteral(value, type, at, check);
}

function checkUnion(value: TemplateValue, types: PropertyType[], at: string, check: Check): void {
  const tried = types.map((type) => {
    const problems: string[] = [];
    checkValue(value, type, at, { template: check.template, problems });
    return problems;
  });
  if (tried.every((problems) => problems.length > 0)) check.problems.push(...(tried[0] ?? []));
}

function checkLiteral(value: TemplateValue, type: PropertyType, at: string, check: Check): void {
  const wrong = () => check.problems.push(`${at}: ${JSON.stringify(value)} is no ${type.type}`);
  switch (type.type) {
    case 'string':
      if (typeof value !== 'string') wrong();
      else if (type.allowedValues && !type.allowedValues.includes(value))
        check.problems.push(`${at}: ${value} is none of ${type.allowedValues.join(', ')}`);
      return;
    case 'date-time':
      if (typeof value !== 'string') wrong();
      return;
    case 'integer':
      if (!Number.isInteger(value)) wrong();
      return;
    case 'number':
      if (typeof value !== 'number') wrong();
      return;
    case 'boolean':
      if (typeof value !== 'boolean') wrong();
      return;
    case 'array':
      if (!Array.isArray(value)) wrong();
      else for (const [index, item] of value.entries()) checkValue(item, type.element, `${at}[${index}]`, check);
      return;
    case 'map':
      if (!isObject(value)) wrong();
      else for (const [key, item] of Object.entries(value)) checkValue(item, type.element, `${at}.${key}`, check);
      return;
    case 'ref':
      if (!isObject(value)) wrong();
      else checkObject(value, database.get('typeDefinition', type.reference.$ref).properties, at, check);
      return;
    case 'tag':
      if (!isObject(value) || typeof value['Key'] !== 'string' || value['Value'] === undefined) wrong();
      return;
    default:
      check.problems.push(`${at}: a type ${type.type} in AWS's schema that this check does not know`);
  }
}

/** What an intrinsic function gives; undefined where another check says what is wrong with it. */
function typeOfCall({ name, argument }: { name: string; argument: TemplateValue }, template: Template): string | undefined {
  if (name === 'Fn::Sub' || name === 'Fn::Join' || name === 'Fn::Select') return 'string';
  if (name === 'Fn::Split') return 'array';
  if (name === 'Fn::GetAtt' && Array.isArray(argument)) {
    const schema = schemaOf(template.Resources[textOf(argument[0])]?.Type ?? '');
    return schema?.attributes[textOf(argument[1])]?.type.type;
  }
  if (name !== 'Ref') return `${name}, which is unknown here`;
  const parameter = template.Parameters[textOf(argument)];
  if (!parameter) return 'string';
  if (parameter.Type === 'Number') return 'number';
  return parameter.Type === 'CommaDelimitedList' ? 'array' : 'string';
}

/** Whether a call that gives `given` may stand where `type` is asked for. CloudFormation makes texts of numbers, and an integer of `Number`. */
function fits(given: string, type: PropertyType): boolean {
  if (given === type.type) return true;
  return given === 'number' ? type.type === 'integer' || type.type === 'string' : given === 'integer' && type.type === 'string';
}
