import type { AwsObject } from '../../core/aws/aws-value.ts';
import type { OperationPolicy } from './aws-policy.ts';
import { valuesAt } from './input-members.ts';
import { workgroupsOf, type PolicyContext } from './policy-context.ts';

/**
 * The input with what scripts leave out on a laptop and AWS would take as it cannot be taken here. `notes` say what was put in, each a
 * sentence without its full stop.
 */
export function filledIn(
  input: AwsObject,
  { members }: OperationPolicy,
  context: PolicyContext,
): { input: AwsObject; notes: string[] } {
  const notes: string[] = [];
  const more: AwsObject = {};
  for (const { at, fill, absent } of members) {
    if (fill === undefined || valuesAt(input, at).length > 0) continue;
    const names = workgroupsOf(context);
    const chosen = context.workgroup ?? names[0];
    if (chosen === undefined || names.includes(absent ?? '')) continue;
    more[at] = chosen;
    notes.push(`The call names no ${at} and the site has none called "${absent}", so it goes to the chosen one, "${chosen}"`);
  }
  return notes.length === 0 ? { input, notes } : { input: { ...input, ...more }, notes };
}
