import { expect, it } from 'vitest';
import { SHARE_FORMAT } from '../../../core/share/shared-workflow.ts';
import { createMemoryStorage } from '../../memory/create-memory-storage.ts';
import { createSharing } from '../create-sharing.ts';
import v1 from './v1.json?raw';

type Golden = Record<'passphrase' | 'key_id' | 'plain' | 'signed' | 'sealed' | 'file' | 'sealed_file', string> & {
  workflow: object;
};

/** Links and files of each format that was released. None ever changes; a new format adds its own. */
const goldens = [v1].map((text) => JSON.parse(text) as Golden);

it('has links and files of every format', () => {
  expect(goldens).toHaveLength(SHARE_FORMAT);
});

it.each(goldens.map((golden, index) => [index + 1, golden] as const))(
  'opens links and files of format %i',
  async (_format, golden) => {
    const sharing = await createSharing({ storage: createMemoryStorage() });
    const { workflow, key_id, passphrase } = golden;
    const plain = { kind: 'open', received: { workflow, signature: { state: 'unsigned' } } };
    const signature = { state: 'valid', key_id, claimed_name: 'Anna', own: false };
    const signed = { kind: 'open', received: { workflow, signature } };
    const locked = { kind: 'locked' };
    const [file, sealedFile] = [new Blob([golden.file]), new Blob([golden.sealed_file])];
    expect(await sharing.openLink(golden.plain)).toEqual(plain);
    expect(await sharing.openLink(golden.signed)).toEqual(signed);
    expect(await sharing.openLink(golden.sealed)).toEqual(locked);
    expect(await sharing.openLink(golden.sealed, passphrase)).toEqual(signed);
    expect(await sharing.openFile(file)).toEqual(signed);
    expect(await sharing.openFile(sealedFile)).toEqual(locked);
    expect(await sharing.openFile(sealedFile, passphrase)).toEqual(plain);
  },
);
