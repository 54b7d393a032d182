import { createHash } from 'node:crypto';
import { Uint8ArrayReader, Uint8ArrayWriter, ZipReader, ZipWriter } from '@zip.js/zip.js/lib/zip-core-native.js';

type Members = Record<string, string | Uint8Array>;
export type EditedManifest = {
  format: number;
  counts: Record<string, number>;
  members: { name: string; kind: string; bytes: number; sha256: string }[];
};

const asBytes = (content: string | Uint8Array): Uint8Array =>
  typeof content === 'string' ? new TextEncoder().encode(content) : content;

/** A ZIP of these members, however they are called. */
export async function zipOf(
  members: Members,
  options: { level?: number; password?: string } = {},
): Promise<Uint8Array<ArrayBuffer>> {
  const zip = new ZipWriter(new Uint8ArrayWriter(), { useWebWorkers: false, extendedTimestamp: false, ...options });
  for (const [name, content] of Object.entries(members)) await zip.add(name, new Uint8ArrayReader(asBytes(content)));
  return new Uint8Array(await zip.close());
}

export async function membersOf(archive: Blob): Promise<Record<string, string>> {
  const zip = new ZipReader(new Uint8ArrayReader(new Uint8Array(await archive.arrayBuffer())), { useWebWorkers: false });
  const members: Record<string, string> = {};
  for (const entry of await zip.getEntries()) {
    if (!entry.directory) members[entry.filename] = new TextDecoder().decode(await entry.getData(new Uint8ArrayWriter()));
  }
  return members;
}

/** The archive with other members, and the manifest that somebody who knows the format would write for them. */
export async function edited(
  archive: Blob,
  edit: (members: Record<string, string>) => void,
  editManifest: (manifest: EditedManifest) => void = () => undefined,
): Promise<Blob> {
  const members = await membersOf(archive);
  edit(members);
  const manifest = JSON.parse(members['manifest.json'] ?? '') as EditedManifest;
  for (const member of manifest.members) {
    const bytes = asBytes(members[member.name] ?? '');
    member.bytes = bytes.length;
    member.sha256 = createHash('sha256').update(bytes).digest('hex');
  }
  editManifest(manifest);
  members['manifest.json'] = JSON.stringify(manifest);
  return new Blob([await zipOf(members)]);
}

/** The same bytes with one name in the place of another of its length, wherever it stands. */
export function renamed(archive: Uint8Array, from: string, to: string): Blob {
  if (from.length !== to.length) throw new Error('the names differ in length');
  const text = Buffer.from(archive).toString('latin1').replaceAll(from, to);
  return new Blob([Buffer.from(text, 'latin1')]);
}
