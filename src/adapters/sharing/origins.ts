import { z } from 'zod';
import { ShareError } from '../../core/app-error.ts';
import type { Sharing } from '../../core/ports/sharing.ts';
import type { SharingStore } from '../../core/ports/sharing-store.ts';
import type { WorkflowStore } from '../../core/ports/stores.ts';
import { randomBytes } from '../keys/key-cipher.ts';
import { toBase64url } from './base64url.ts';
import { KEY_ID } from './signature.ts';

const originSchema = z.strictObject({
  workflow_id: z.string().min(1),
  origin: z.string().min(1),
  version: z.int().min(1),
  key_id: z.exactOptional(z.string().regex(KEY_ID)),
  imported_at: z.iso.datetime(),
});

/**
 * Which workflow came from where. One that was imported is sent under the origin that it came from for as long as nothing was saved over
 * it; from then on it is another, under an origin of its own.
 */
export function createOrigins(
  store: SharingStore,
  workflows: WorkflowStore,
): Pick<Sharing, 'originOf' | 'importOf' | 'importedFrom' | 'rememberImport'> {
  const importOf: Sharing['importOf'] = async (workflowId) => {
    const [record, head] = await Promise.all([store.importOf(workflowId), workflows.get(workflowId)]);
    if (record === undefined || head?.version !== record.local_version) return undefined;
    const { local_version: _version, ...origin } = record;
    return origin;
  };
  return {
    importOf,
    async originOf(workflowId) {
      const imported = await importOf(workflowId);
      return imported?.origin ?? (await store.originOf(workflowId, toBase64url(randomBytes(16))));
    },
    async importedFrom(origin) {
      const [records, ownId] = await Promise.all([store.importsFrom(origin), store.ownerOf(origin)]);
      const [own, ...heads] = await Promise.all(
        [ownId ?? '', ...records.map((each) => each.workflow_id)].map((id) => workflows.get(id)),
      );
      const imported = records.flatMap(({ local_version: _version, ...record }, index) =>
        heads[index] === undefined ? [] : [record],
      );
      if (own === undefined) return imported;
      return [{ workflow_id: own.id, origin, version: own.version, imported_at: own.created_at, own: true }, ...imported];
    },
    async rememberImport(origin) {
      const record = originSchema.parse(origin);
      const head = await workflows.get(record.workflow_id);
      if (head === undefined)
        throw new ShareError(
          'wrong_content',
          `There is no workflow ${record.workflow_id} any more; what it came from is not kept.`,
        );
      await store.putImport({ ...record, local_version: head.version });
    },
  };
}
