import { isMap, isScalar, isSeq, parseDocument, type Node, type Scalar } from 'yaml';

/** A value of a template as JSON writes it: `!Ref A` is `{Ref: 'A'}`, `!GetAtt A.B` is `{'Fn::GetAtt': ['A', 'B']}`. */
export type TemplateValue = string | number | boolean | null | TemplateValue[] | TemplateObject;

export interface TemplateObject {
  [key: string]: TemplateValue;
}

export interface Parameter {
  Type: string;
  Default?: string | number;
  AllowedPattern?: string;
  AllowedValues?: (string | number)[];
  Description?: string;
  ConstraintDescription?: string;
  MinValue?: number;
  MaxValue?: number;
}

export interface Resource {
  Type: string;
  Condition?: string;
  DependsOn?: string | string[];
  Properties?: TemplateObject;
}

export interface Output {
  Value: TemplateValue;
  Condition?: string;
  Description?: string;
}

export interface Rule {
  RuleCondition: TemplateValue;
  Assertions: { Assert: TemplateValue; AssertDescription: string }[];
}

export interface Template {
  Metadata: { 'AWS::CloudFormation::Interface': { ParameterGroups: { Parameters: string[] }[] } };
  Parameters: Record<string, Parameter>;
  Rules: Record<string, Rule>;
  Conditions: Record<string, TemplateValue>;
  Resources: Record<string, Resource>;
  Outputs: Record<string, Output>;
}

/** CloudFormation's short forms, with the key that each stands for. */
const shortForms: Record<string, string> = {
  '!Ref': 'Ref',
  '!Condition': 'Condition',
  '!And': 'Fn::And',
  '!Equals': 'Fn::Equals',
  '!GetAtt': 'Fn::GetAtt',
  '!If': 'Fn::If',
  '!Join': 'Fn::Join',
  '!Not': 'Fn::Not',
  '!Or': 'Fn::Or',
  '!Select': 'Fn::Select',
  '!Split': 'Fn::Split',
  '!Sub': 'Fn::Sub',
};

const customTags = Object.keys(shortForms).flatMap((tag) => [
  { tag, resolve: (text: string) => text },
  { tag, collection: 'seq' as const },
  { tag, collection: 'map' as const },
]);

/** The template in `text`, read as YAML 1.1 as CloudFormation does (a bare `on` is true there), unless another version is asked for. */
export function readTemplate(text: string, version: '1.1' | '1.2' = '1.1'): Template {
  const document = parseDocument(text, { version, customTags, keepSourceTokens: true });
  const problem = document.errors[0] ?? document.warnings[0];
  if (problem) throw problem;
  return valueOf(document.contents) as unknown as Template;
}

function valueOf(node: Node | null): TemplateValue {
  if (node === null) return null;
  const form = node.tag === undefined ? undefined : shortForms[node.tag];
  const value = plainValueOf(node);
  if (form === undefined) return value;
  if (form !== 'Fn::GetAtt' || typeof value !== 'string') return { [form]: value };
  const dot = value.indexOf('.');
  return { [form]: [value.slice(0, dot), value.slice(dot + 1)] };
}

function plainValueOf(node: Node): TemplateValue {
  if (isSeq<Node | null>(node)) return node.items.map(valueOf);
  if (isMap<Scalar, Node | null>(node))
    return Object.fromEntries(node.items.map(({ key, value }) => [String(key.value), valueOf(value)]));
  if (isScalar(node)) return node.value as TemplateValue;
  throw new Error(`${node.toString()} is an alias, which CloudFormation does not know: write the value out`);
}

export function isObject(value: TemplateValue | undefined): value is TemplateObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The text of a plain value; a list or an object has none. */
export function textOf(value: TemplateValue | undefined): string {
  if (typeof value === 'string') return value;
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  throw new Error(`${JSON.stringify(value)} is no text`);
}

/** The one intrinsic function that `value` is a call of, with its argument; else undefined. */
export function callIn(value: TemplateValue | undefined): { name: string; argument: TemplateValue } | undefined {
  if (!isObject(value)) return undefined;
  const [entry, ...others] = Object.entries(value);
  if (!entry || others.length > 0) return undefined;
  const [name, argument] = entry;
  return name === 'Ref' || name.startsWith('Fn::') ? { name, argument } : undefined;
}

/** The names in `${…}` of a text for `Fn::Sub`, but for `${!…}`, which stands for itself. */
export function namesInText(text: string): string[] {
  return [...text.matchAll(/\$\{([^!}][^}]*)\}/g)].map((match) => match[1] ?? '');
}
