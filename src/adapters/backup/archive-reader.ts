import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex } from '@noble/hashes/utils.js';
import { Reader, ZipReader, type FileEntry } from '@zip.js/zip.js/lib/zip-core-native.js';
import type { z } from 'zod';
import { ShareError } from '../../core/app-error.ts';
import type { Abort } from '../../core/ports/abort.ts';
import type { FileContent } from '../../core/workspace.ts';
import {
  archiveLimits,
  BACKUP_FORMAT,
  formatSchema,
  MANIFEST,
  manifestSchema,
  type Manifest,
  type Member,
  type MemberKind,
} from './archive-format.ts';
import { archiveProblem, ENCRYPTED } from './archive-problem.ts';
import type { Breather } from './breathe.ts';
import { checkRecord, parseLine, type Checked } from './record-problem.ts';

type Piece = Uint8Array<ArrayBuffer>;
type OnPiece = (piece: Piece) => void | Promise<void>;

/** What the browser has room for; the archive may inflate to that, or to what is allowed anyway. */
type Room = { free_bytes?: number };

/** A ZIP that holds a back-up. Every byte of it that is used was checked against the hash in its manifest. */
export class ArchiveReader {
  readonly manifest: Manifest;
  readonly #entries: ReadonlyMap<string, FileEntry>;
  readonly #members: ReadonlyMap<string, Member>;

  private constructor(manifest: Manifest, entries: ReadonlyMap<string, FileEntry>) {
    this.manifest = manifest;
    this.#entries = entries;
    this.#members = new Map(manifest.members.map((member) => [member.name, member]));
  }

  /** Reads the lists of what is in it, and nothing else. Throws `ShareError`. */
  static async open(file: FileContent, room: Room, breather: Breather, signal?: Abort): Promise<ArchiveReader> {
    try {
      await refuseOtherFiles(file);
      const entries = await readEntries(file, breather);
      const manifest = await readManifest(entries, breather);
      checkMembers(manifest, entries, file.size, room);
      return new ArchiveReader(manifest, entries);
    } catch (error) {
      throw archiveProblem(error, signal);
    }
  }

  /** A member that holds a workspace file; undefined where there is none of that name. */
  content(name: string): Member | undefined {
    const member = this.#members.get(name);
    return member?.kind === 'content' ? member : undefined;
  }

  /** Gives a member's bytes piece by piece. Throws `ShareError` at its end where they are not those of the manifest. */
  async read(member: Member, breather: Breather, onPiece: OnPiece, signal?: Abort): Promise<void> {
    const hash = sha256.create();
    try {
      const entry = this.#entries.get(member.name);
      if (entry === undefined) throw new ShareError('damaged', `The archive lacks ${shown(member.name)}.`);
      await pump(entry, member.bytes, breather, (piece) => {
        hash.update(piece);
        return onPiece(piece);
      });
    } catch (error) {
      throw archiveProblem(error, signal);
    }
    if (bytesToHex(hash.digest()) !== member.sha256)
      throw new ShareError('damaged', `${shown(member.name)} of the archive is not what was written. Copy or download it again.`);
  }

  /** A member's bytes as a Blob, which the browser may keep on disk. */
  async blob(member: Member, breather: Breather, onBytes: (bytes: number) => void, signal?: Abort): Promise<Blob> {
    const { readable, writable } = new TransformStream<Piece, Piece>();
    const writer = writable.getWriter();
    const blob = new Response(readable).blob();
    // Looked at below; where the reading fails, that is what is told.
    blob.catch(() => undefined);
    try {
      const onPiece = async (piece: Piece): Promise<void> => {
        onBytes(piece.length);
        await writer.write(piece);
      };
      await this.read(member, breather, onPiece, signal);
      await writer.close();
      return await blob;
    } catch (error) {
      await writer.abort(error).catch(() => undefined);
      throw error;
    }
  }

  async text(member: Member, breather: Breather, signal?: Abort): Promise<string> {
    const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
    const pieces: string[] = [];
    const onPiece = (piece: Piece): void => void pieces.push(decode(decoder, member, piece));
    await this.read(member, breather, onPiece, signal);
    pieces.push(decode(decoder, member));
    return pieces.join('');
  }

  /** Every record of a kind, in order, each checked; `where` names its place. */
  async *records<T>(
    kind: MemberKind,
    schema: z.ZodType<T>,
    breather: Breather,
    signal?: Abort,
  ): AsyncGenerator<{ where: string; bytes: number; record: Checked<T> }> {
    for (const member of this.manifest.members) {
      if (member.kind !== kind) continue;
      const text = await this.text(member, breather, signal);
      let line = 0;
      for (let from = 0; from < text.length;) {
        const end = text.indexOf('\n', from);
        const json = text.slice(from, end === -1 ? text.length : end);
        from += json.length + 1;
        line += 1;
        await breather.breathe();
        const parsed = parseLine(json);
        const record = parsed.ok ? checkRecord(schema, parsed.value) : parsed;
        yield { where: `line ${line} of ${member.name}`, bytes: json.length, record };
      }
    }
  }
}

const shown = (name: string): string => JSON.stringify(name.slice(0, 200));

function decode(decoder: TextDecoder, member: Member, piece?: Piece): string {
  try {
    return piece === undefined ? decoder.decode() : decoder.decode(piece, { stream: true });
  } catch (cause) {
    throw new ShareError('damaged', `${shown(member.name)} of the archive is no text.`, { cause });
  }
}

/** Reads the archive where it lies; never more of it at once than its directory may have. */
class FileReader extends Reader<FileContent> {
  readonly #file: FileContent;

  constructor(file: FileContent) {
    super(file);
    this.#file = file;
    this.size = file.size;
  }

  override async readUint8Array(index: number, length: number): Promise<Uint8Array> {
    if (length > archiveLimits.directory_bytes) throw tooLarge('its list of contents alone has more than 64 MB');
    return new Uint8Array(await this.#file.slice(index, index + length).arrayBuffer());
  }
}

/** What a person is most likely to have chosen in its place. */
async function refuseOtherFiles(file: FileContent): Promise<void> {
  const head = new Uint8Array(await file.slice(0, 512).arrayBuffer());
  const text = String.fromCharCode(...head).trimStart();
  if (text.startsWith('PK')) return;
  if (file.size === 0)
    throw new ShareError('not_a_share', 'The file is empty. Choose the archive that was made by "Make a back-up".');
  const what = /^<(?:!doctype|html|head|body|\?xml)/iu.test(text) ? 'a web page, whatever its name says' : 'no ZIP archive';
  throw new ShareError('not_a_share', `The file is ${what}. Choose the archive that was made by "Make a back-up".`);
}

async function readEntries(file: FileContent, breather: Breather): Promise<Map<string, FileEntry>> {
  const zip = new ZipReader(new FileReader(file), { strictness: 'strict', useWebWorkers: false });
  const entries = new Map<string, FileEntry>();
  let count = 0;
  for await (const entry of zip.getEntriesGenerator()) {
    count += 1;
    if (count > archiveLimits.entries) throw tooLarge(`it has more than ${archiveLimits.entries} members`);
    await breather.breathe();
    if (entry.encrypted) throw new ShareError('wrong_content', ENCRYPTED);
    if (!entry.directory) entries.set(entry.filename, entry);
  }
  return entries;
}

async function readManifest(entries: ReadonlyMap<string, FileEntry>, breather: Breather): Promise<Manifest> {
  const entry = entries.get(MANIFEST);
  if (entry === undefined) {
    const inner = [...entries.keys()].find((name) => /\.zip$/iu.test(name));
    const fix =
      inner === undefined
        ? 'Choose the archive that was made by "Make a back-up".'
        : `It holds ${shown(inner)}: if that is the back-up, unpack it first and open it.`;
    throw new ShareError('wrong_content', `The file is a ZIP archive, but no back-up of Sandbank. ${fix}`);
  }
  if (entry.uncompressedSize > archiveLimits.directory_bytes) throw tooLarge('its manifest has more than 64 MB');
  const decoder = new TextDecoder();
  let text = '';
  await pump(entry, entry.uncompressedSize, breather, (piece) => {
    text += decoder.decode(piece, { stream: true });
  });
  const parsed = parseLine(text);
  const format = parsed.ok ? formatSchema.safeParse(parsed.value).data : undefined;
  if (!parsed.ok || format === undefined)
    throw new ShareError(
      'wrong_content',
      'The file is a ZIP archive, but no back-up of Sandbank: its manifest.json says nothing of one.',
    );
  if (format.format > BACKUP_FORMAT)
    throw new ShareError(
      'newer_format',
      `The back-up was made by a newer Sandbank (its format is ${format.format}; this one reads ${BACKUP_FORMAT}). Reload the page to get the newest version, then open it again.`,
    );
  const manifest = checkRecord(manifestSchema, parsed.value);
  if (!manifest.ok) throw new ShareError('damaged', `The manifest of the back-up is damaged: ${manifest.problem}.`);
  return manifest.value;
}

/** What the manifest names is there, once, of the size that it names, and not too much. */
function checkMembers(manifest: Manifest, entries: ReadonlyMap<string, FileEntry>, archiveBytes: number, room: Room): void {
  const allowed = Math.max(archiveLimits.total_bytes, room.free_bytes ?? 0);
  const names = new Set<string>([MANIFEST]);
  let [total, workflows] = [0, 0];
  for (const { name, kind, bytes } of manifest.members) {
    const entry = entries.get(name);
    if (names.has(name)) throw new ShareError('damaged', `The manifest of the back-up names ${shown(name)} twice.`);
    names.add(name);
    if (entry?.uncompressedSize !== bytes)
      throw new ShareError('damaged', `The archive lacks ${shown(name)}, or has it in another size than its manifest says.`);
    if (kind !== 'content' && bytes > archiveLimits.member_bytes) throw tooLarge(`${shown(name)} has more than 160 MB`);
    total += bytes;
    if (kind === 'workflows') workflows += bytes;
  }
  if (workflows > archiveLimits.workflow_bytes) throw tooLarge('its workflows have more than 256 MB');
  if (total > allowed) throw tooLarge(`it unpacks to ${total} bytes, and ${allowed} are allowed`);
  if (total > archiveLimits.ratio_from_bytes && total > archiveLimits.ratio * archiveBytes)
    throw tooLarge(`it unpacks to more than ${archiveLimits.ratio} times its size`);
}

/** Throws where there are more bytes than there should be, before they are all there, or fewer. */
async function pump(entry: FileEntry, bytes: number, breather: Breather, onPiece: OnPiece): Promise<void> {
  let left = bytes;
  const sink = new WritableStream<Piece>({
    async write(piece) {
      left -= piece.length;
      if (left < 0) throw new ShareError('damaged', `${shown(entry.filename)} of the archive is longer than it says.`);
      await onPiece(piece);
      await breather.breathe();
    },
  });
  await entry.getData(sink, { checkCrc32: true, checkOverlappingEntry: true, useWebWorkers: false });
  if (left !== 0) throw new ShareError('damaged', `${shown(entry.filename)} of the archive is shorter than it says.`);
}

function tooLarge(why: string): ShareError {
  return new ShareError('too_large', `The archive is too large to be opened here: ${why}. Nothing of it was taken.`);
}
