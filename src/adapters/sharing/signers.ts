import { ShareError } from '../../core/app-error.ts';
import type { Sharing, SignatureCheck, SignerIdentity } from '../../core/ports/sharing.ts';
import type { SharingStore, StoredIdentity } from '../../core/ports/sharing-store.ts';
import { wrongContent } from '../../core/share/checked-workflow.ts';
import { textProblem } from '../../core/share/plain-text.ts';
import type { SharedWorkflow } from '../../core/share/shared-workflow.ts';
import { needSecureContext } from './secure-context.ts';
import { areKeys, KEY_ID, keyIdOf, MOST_NAME, newKeys, rawKey, sign, verify, type Signature } from './signature.ts';

type Methods = 'identity' | 'nameIdentity' | 'deleteIdentity' | 'knownSigners' | 'nameSigner' | 'forgetSigner';

export type Signers = Pick<Sharing, Methods> & {
  /** By this browser's identity. Throws `ShareError` where there is none. */
  sign(workflow: SharedWorkflow): Promise<Signature>;
  check(workflow: SharedWorkflow, signature: Signature | undefined): Promise<SignatureCheck>;
};

/** Who signs here, and whose keys the person knows. */
export function createSigners(store: SharingStore): Signers {
  return {
    async identity() {
      const stored = await store.identity();
      return stored && shown(stored);
    },
    async nameIdentity(name) {
      const checked = checkedName(name);
      needSecureContext();
      const renamed = await store.renameIdentity(checked);
      if (renamed !== undefined) return shown(renamed);
      const keys = await newKeys();
      const key_id = await keyIdOf(await rawKey(keys.publicKey));
      const added = await store.addIdentity({ key_id, name: checked, created_at: new Date().toISOString(), keys });
      // Another tab may have been quicker: then it is that one, by the name that was given last.
      return shown(added.key_id === key_id ? added : ((await store.renameIdentity(checked)) ?? added));
    },
    async deleteIdentity() {
      await store.deleteIdentity();
    },
    knownSigners: () => store.signers(),
    async nameSigner(keyId, name) {
      const [key_id, checked] = [checkedKeyId(keyId), checkedName(name)];
      const known = (await store.signers()).find((signer) => signer.key_id === key_id);
      await store.putSigner({ key_id, name: checked, known_since: known?.known_since ?? new Date().toISOString() });
    },
    async forgetSigner(keyId) {
      await store.removeSigner(keyId);
    },

    async sign(workflow) {
      const signer = await store.identity();
      if (signer === undefined)
        throw wrongContent('there is no signature yet to sign it with. Choose a name to sign with, or send it unsigned', 'sent');
      if (!areKeys(signer.keys)) throw wrongContent('the keys of the signature are lost. Delete it, and make another', 'sent');
      return await sign(workflow, signer.keys, signer.name);
    },
    async check(workflow, signature) {
      if (signature === undefined) return { state: 'unsigned' };
      const checked = await verify(workflow, signature);
      if ('problem' in checked) return { state: 'invalid', problem: checked.problem };
      const { key_id } = checked;
      const [known, own] = await Promise.all([store.signers(), store.identity()]);
      const as = known.find((signer) => signer.key_id === key_id)?.name;
      const named = { claimed_name: signature.name, ...(as === undefined ? {} : { known_as: as }) };
      return { state: 'valid', key_id, ...named, own: own?.key_id === key_id };
    },
  };
}

const shown = ({ key_id, name, created_at }: StoredIdentity): SignerIdentity => ({ key_id, name, created_at });

function checkedName(text: string): string {
  const name = text.trim();
  const problem =
    name.length > MOST_NAME ? `has ${name.length} characters; at most ${MOST_NAME} fit` : textProblem(name, { lines: false });
  if (name === '') throw new ShareError('wrong_content', 'The name is empty; give one by which others know the signer.');
  if (problem !== undefined) throw new ShareError('wrong_content', `The name ${problem}.`);
  return name;
}

function checkedKeyId(keyId: string): string {
  if (KEY_ID.test(keyId)) return keyId;
  throw new ShareError(
    'wrong_content',
    `key_id: "${keyId.slice(0, 60)}" is none; give eight groups of four hexadecimal digits, as a signature shows them.`,
  );
}
