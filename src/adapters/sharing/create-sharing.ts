import type { OpenedShare, ShareOptions, Sharing } from '../../core/ports/sharing.ts';
import type { Storage } from '../../core/ports/stores.ts';
import { checkedWorkflow, wrongContent } from '../../core/share/checked-workflow.ts';
import { findSecrets } from '../../core/share/find-secrets.ts';
import { capabilityIds, type SharedWorkflow } from '../../core/share/shared-workflow.ts';
import { deflate, inflate } from './deflate.ts';
import { linkOf } from './link.ts';
import { createOrigins } from './origins.ts';
import { readPayload, writePayload, type Payload } from './payload-text.ts';
import { seal, unseal } from './seal.ts';
import { needSecureContext } from './secure-context.ts';
import { canonicalBytes, fromCanonicalBytes, MOST_JSON, type ShareDocument } from './share-document.ts';
import { readFile, writeFile } from './share-file.ts';
import { createSigners } from './signers.ts';

/** Of the storage it needs what it keeps itself, and which workflows there are. Throws `StorageError` where its part does not load. */
export async function createSharing({ storage }: { storage: Pick<Storage, 'sharing' | 'workflows'> }): Promise<Sharing> {
  const store = await storage.sharing();
  const { sign, check, ...signers } = createSigners(store);

  async function documentToSend(workflow: SharedWorkflow, options: ShareOptions): Promise<ShareDocument> {
    const checked = inOrder(checkedWorkflow(workflow, 'sent'));
    refuseSecrets(checked);
    return options.sign ? { workflow: checked, signature: await sign(checked) } : { workflow: checked };
  }

  async function payloadOf(document: ShareDocument, { passphrase }: ShareOptions): Promise<string> {
    const packed = await deflate(canonicalBytes(document));
    if (passphrase === undefined) return await writePayload({ sealed: false, bytes: packed });
    return await writePayload({ sealed: true, bytes: await seal(packed, passphrase) });
  }

  async function openPayload({ sealed, bytes }: Payload, passphrase: string | undefined): Promise<OpenedShare> {
    if (!sealed) return await opened(fromCanonicalBytes(await inflate(bytes, MOST_JSON)));
    if (passphrase === undefined) return { kind: 'locked' };
    return await opened(fromCanonicalBytes(await inflate(await unseal(bytes, passphrase), MOST_JSON)));
  }

  async function opened({ workflow, signature }: ShareDocument): Promise<OpenedShare> {
    return { kind: 'open', received: { workflow, signature: await check(workflow, signature) } };
  }

  return {
    ...signers,
    ...createOrigins(store, storage.workflows),

    async makeLink(workflow, base, options) {
      needSecureContext();
      return linkOf(base, await payloadOf(await documentToSend(workflow, options), options));
    },
    async makeFile(workflow, options) {
      needSecureContext();
      const document = await documentToSend(workflow, options);
      if (options.passphrase !== undefined) return writeFile({ payload: await payloadOf(document, options) });
      return writeFile({ document });
    },
    async openLink(payload, passphrase) {
      needSecureContext();
      return await openPayload(await readPayload('link', payload), passphrase);
    },
    async openFile(file, passphrase) {
      needSecureContext();
      const read = await readFile(file);
      return await ('document' in read
        ? opened(read.document)
        : openPayload(await readPayload('file', read.payload), passphrase));
    },
  };
}

/** The same capabilities are the same link, in whatever order they were asked for. */
function inOrder(workflow: SharedWorkflow): SharedWorkflow {
  return { ...workflow, capabilities: capabilityIds.filter((id) => workflow.capabilities.includes(id)) };
}

/** How many places are named. */
const NAMED = 3;

function refuseSecrets(workflow: SharedWorkflow): void {
  const found = findSecrets(workflow);
  if (found.length === 0) return;
  const named = found.slice(0, NAMED).map(({ where, what, masked }) => `${where} holds ${what} (${masked})`);
  const more = found.length > NAMED ? `, and ${found.length - NAMED} more` : '';
  throw wrongContent(`${named.join('; ')}${more}. Take out what is not meant for others`, 'sent');
}
