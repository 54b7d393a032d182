import type { AwsObject, AwsValue } from '../../core/aws/aws-value.ts';
import { isAwsObject } from '../../protocol/aws-wire.ts';
import type { OperationPolicy } from './aws-policy.ts';

/** The values at a path of the policy ("MetricDataQueries[].Expression"); none where a member on the way is not there. */
export function valuesAt(value: AwsValue, path: string): AwsValue[] {
  let values: AwsValue[] = [value];
  for (const part of path.split('.')) {
    const name = part.replace('[]', '');
    values = values.flatMap((each) => {
      const member = memberOf(each, name);
      if (member === undefined || member === null) return [];
      return part.endsWith('[]') && Array.isArray(member) ? member : [member];
    });
  }
  return values;
}

function memberOf(value: AwsValue, name: string): AwsValue | undefined {
  return isAwsObject(value) && Object.hasOwn(value, name) ? value[name] : undefined;
}

/** The value without what stands at the paths. */
export function withoutMembers(value: AwsValue, paths: readonly string[]): AwsValue {
  return without(
    value,
    paths.map((path) => path.replaceAll('[]', '').split('.')),
  );
}

function without(value: AwsValue, paths: readonly string[][]): AwsValue {
  if (paths.length === 0) return value;
  if (Array.isArray(value)) return value.map((item) => without(item, paths));
  if (!isAwsObject(value)) return value;
  const kept = Object.entries(value).flatMap(([name, member]): [string, AwsValue][] => {
    const here = paths.filter(([first]) => first === name).map((path) => path.slice(1));
    return here.some((rest) => rest.length === 0) ? [] : [[name, without(member, here)]];
  });
  return Object.fromEntries(kept);
}

export function textAt(value: AwsObject, path: string): string | undefined {
  const [first] = valuesAt(value, path);
  return typeof first === 'string' ? first : undefined;
}

/**
 * Why the names of an input's members are not as they must be: one that the operation may not have here, one that is written in another
 * case than a member that a rule stands on (AWS might take it for that), or one that no input has.
 */
export function wrongMember(input: AwsObject, { members, only }: OperationPolicy): string | undefined {
  const unknown = only && Object.keys(input).find((name) => !only.includes(name));
  if (unknown !== undefined)
    return `The member "${unknown.slice(0, 60)}" is not let through; this operation takes ${only?.join(', ') || 'none'} here`;
  const ruled = new Map(
    members.flatMap(({ at }) => at.replaceAll('[]', '').split('.')).map((name) => [name.toLowerCase(), name]),
  );
  const free = members.filter(({ rule }) => rule === 'value').map(({ at }) => at);
  return (
    firstName(input, notAName) ?? firstName(withoutMembers(input, free), (name) => foreignName(name) ?? otherCase(name, ruled))
  );
}

/** Names under which hosts, addresses, credentials or keys of the caller's own would be given. */
const FOREIGN_NAME =
  /^(?:source_?ur[il]|presigned_?ur[il]|endpoint(?:_?ur[il])?|host(?:_?name)?|(?:copysource)?ssecustomer\w*|access_?key(?:_?id)?|secret(?:_?access)?_?key|(?:session|security)_?token|credentials?|authorization)$/iu;

/** What `find` says of the first name of a member, however deep, of which it says anything. */
function firstName(value: AwsValue, find: (name: string) => string | undefined): string | undefined {
  const isObject = isAwsObject(value);
  const items = Array.isArray(value) ? value : isObject ? Object.values(value) : [];
  for (const name of isObject ? Object.keys(value) : []) {
    const found = find(name);
    if (found !== undefined) return found;
  }
  for (const item of items) {
    const found = firstName(item, find);
    if (found !== undefined) return found;
  }
  return undefined;
}

const NOT_NAMES = new Set(['__proto__', 'constructor', 'prototype']);

function notAName(name: string): string | undefined {
  return NOT_NAMES.has(name) ? `"${name}" is no member of an AWS input` : undefined;
}

function foreignName(name: string): string | undefined {
  if (!FOREIGN_NAME.test(name)) return undefined;
  return `The member "${name.slice(0, 60)}" is not let through: a call may name no host, credential or key of its own`;
}

function otherCase(name: string, ruled: ReadonlyMap<string, string>): string | undefined {
  const exact = ruled.get(name.normalize('NFKC').toLowerCase());
  return exact === undefined || exact === name ? undefined : `The member "${name.slice(0, 60)}" is written ${exact}`;
}
