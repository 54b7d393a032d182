import type { Json } from '../../../core/json.ts';
import type { LocalOrigin, SignatureCheck, WorkflowOrigin } from '../../../core/ports/sharing.ts';
import type { CapabilityId, SharedWorkflow } from '../../../core/share/shared-workflow.ts';
import { capabilityIds } from '../../../core/share/shared-workflow.ts';
import type { LoadedWorkflow } from '../../../tools/tool-types.ts';

/** Which parts of a received workflow are other than those of a local one. */
export type Part = 'language' | 'code' | 'description' | 'tags' | 'parameters';

export function differences(received: SharedWorkflow, local: LoadedWorkflow): Part[] {
  const parts: [Part, boolean][] = [
    ['language', received.language !== local.language],
    ['code', received.code !== local.code],
    ['description', received.description.trim() !== local.description.trim()],
    ['tags', received.tags.toSorted().join('\n') !== local.tags.toSorted().join('\n')],
    ['parameters', schemaText(received.params_schema) !== schemaText(local.params_schema)],
  ];
  return parts.flatMap(([part, differs]) => (differs ? [part] : []));
}

/** The members of objects in one order: what is sent has them so, and the order means nothing. */
export function schemaText(schema: SharedWorkflow['params_schema']): string {
  return JSON.stringify(inOrder(schema ?? {}), null, 2);
}

function inOrder(value: Json): Json {
  if (Array.isArray(value)) return value.map(inOrder);
  if (typeof value !== 'object' || value === null) return value;
  const keys = Object.keys(value).toSorted();
  return Object.fromEntries(keys.map((key) => [key, inOrder(value[key] ?? null)]));
}

/** Whether what was received says that it is a workflow of the person's own, which they sent under this origin themselves. */
export function isOwn({ origin }: { origin: LocalOrigin }): boolean {
  return origin.own === true;
}

/** What a signature says beside the one under which the same origin was imported before. */
export type SignerChange = 'same' | 'other' | 'gone' | 'new' | 'never';

export function signerChange(signature: SignatureCheck, origin: WorkflowOrigin): SignerChange {
  const key = signature.state === 'valid' ? signature.key_id : undefined;
  if (origin.key_id === undefined) return key === undefined ? 'never' : 'new';
  if (key === undefined) return 'gone';
  return key === origin.key_id ? 'same' : 'other';
}

/** Whether it is known to come from whoever the local workflow came from: the same key has signed both. */
export function isUpdate(signature: SignatureCheck, matched: { origin: LocalOrigin }): boolean {
  if (isOwn(matched)) return signature.state === 'valid' && signature.own;
  return signerChange(signature, matched.origin) === 'same';
}

/**
 * Of several local workflows of one origin, that which the same key has signed, else the first of them; and one that somebody else has
 * signed, or the person's own: an origin is only what a sender wrote, so that whoever was imported last must not hide who was before.
 */
export function matchOrigin(
  signature: SignatureCheck,
  origins: readonly LocalOrigin[],
): { matched?: LocalOrigin; otherwise?: LocalOrigin } {
  const matched = origins.find((origin) => isUpdate(signature, { origin })) ?? origins[0];
  const otherwise = origins.find(
    (origin) =>
      origin !== matched &&
      !isUpdate(signature, { origin }) &&
      (isOwn({ origin }) || ['other', 'gone'].includes(signerChange(signature, origin))),
  );
  return { ...(matched && { matched }), ...(otherwise && { otherwise }) };
}

/** What the code seems to need and the sender does not name, and the other way round. */
export function claimGaps(
  asked: readonly CapabilityId[],
  found: readonly CapabilityId[],
): { unsaid: CapabilityId[]; unused: CapabilityId[] } {
  return {
    unsaid: capabilityIds.filter((id) => found.includes(id) && !asked.includes(id)),
    unused: capabilityIds.filter((id) => asked.includes(id) && !found.includes(id)),
  };
}
