import { callIn, isObject, namesInText, textOf, type Template, type TemplateValue } from './template-file.ts';

const pseudoParameters = new Set([
  'AWS::AccountId',
  'AWS::NoValue',
  'AWS::Partition',
  'AWS::Region',
  'AWS::StackName',
  'AWS::StackId',
  'AWS::URLSuffix',
]);

/** What a template names, each with the place where it is named. */
interface Names {
  refs: Map<string, string>;
  attributes: Map<string, string>;
  conditions: Map<string, string>;
}

/**
 * What is wrong with the names in `template`: parameters, resources, attributes and conditions that are not there, and parameters and
 * conditions that nothing uses. `attributesOf` gives the attributes of a type of resource, undefined where the type is unknown.
 */
export function referenceProblems(template: Template, attributesOf: (type: string) => string[] | undefined): string[] {
  const names: Names = { refs: new Map(), attributes: new Map(), conditions: new Map() };
  for (const [id, resource] of Object.entries(template.Resources)) {
    const at = `Resources.${id}`;
    collect(resource.Properties ?? {}, at, names);
    if (resource.Condition !== undefined) names.conditions.set(resource.Condition, at);
    for (const other of [resource.DependsOn ?? []].flat()) {
      if (!(other in template.Resources)) names.refs.set(other, `${at}.DependsOn`);
    }
  }
  for (const [id, output] of Object.entries(template.Outputs)) {
    collect(output.Value, `Outputs.${id}`, names);
    if (output.Condition !== undefined) names.conditions.set(output.Condition, `Outputs.${id}`);
  }
  for (const [id, condition] of Object.entries(template.Conditions)) collect(condition, `Conditions.${id}`, names);
  for (const [id, rule] of Object.entries(template.Rules)) collect(rule as unknown as TemplateValue, `Rules.${id}`, names);

  const problems: string[] = [];
  for (const [name, at] of names.refs) {
    if (!(name in template.Parameters) && !(name in template.Resources) && !pseudoParameters.has(name))
      problems.push(`${at}: ${name} is neither a parameter nor a resource`);
  }
  for (const [name, at] of names.attributes) {
    const [id = '', ...rest] = name.split('.');
    const resource = template.Resources[id];
    if (!resource) problems.push(`${at}: ${id} is no resource`);
    else if (!attributesOf(resource.Type)?.includes(rest.join('.')))
      problems.push(`${at}: ${resource.Type} has no attribute ${rest.join('.')}`);
  }
  for (const [name, at] of names.conditions) {
    if (!(name in template.Conditions)) problems.push(`${at}: there is no condition ${name}`);
  }
  for (const name of Object.keys(template.Conditions)) {
    if (!names.conditions.has(name)) problems.push(`Conditions.${name}: nothing uses it`);
  }
  for (const name of Object.keys(template.Parameters)) {
    if (!names.refs.has(name)) problems.push(`Parameters.${name}: nothing uses it`);
  }
  return problems;
}

function collect(value: TemplateValue, at: string, names: Names): void {
  if (Array.isArray(value)) {
    for (const item of value) collect(item, at, names);
    return;
  }
  if (!isObject(value)) return;
  const call = callIn(value);
  if (call?.name === 'Ref') names.refs.set(textOf(call.argument), at);
  else if (call?.name === 'Fn::GetAtt' && Array.isArray(call.argument))
    names.attributes.set(call.argument.map(textOf).join('.'), at);
  else if (call?.name === 'Fn::Sub') collectText(call.argument, at, names);
  else {
    if (call?.name === 'Fn::If' && Array.isArray(call.argument)) names.conditions.set(textOf(call.argument[0]), at);
    if (typeof value['Condition'] === 'string' && Object.keys(value).length === 1) names.conditions.set(value['Condition'], at);
    for (const [key, item] of Object.entries(value)) collect(item, `${at}.${key}`, names);
  }
}

function collectText(argument: TemplateValue, at: string, names: Names): void {
  const [text, variables] = Array.isArray(argument) ? argument : [argument, {}];
  const own = isObject(variables) ? variables : {};
  for (const value of Object.values(own)) collect(value, at, names);
  const used = namesInText(textOf(text));
  for (const name of used) {
    if (name in own) continue;
    if (name.includes('.')) names.attributes.set(name, at);
    else names.refs.set(name, at);
  }
  for (const name of Object.keys(own)) {
    if (!used.includes(name)) names.refs.set(`${name} (given to !Sub, but not in its text)`, at);
  }
}
