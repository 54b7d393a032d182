import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex } from '@noble/hashes/utils.js';
import { Reader, Uint8ArrayReader, ZipWriter } from '@zip.js/zip.js/lib/zip-core-native.js';
import { StorageError } from '../../core/app-error.ts';
import type { BackupSink } from '../../core/ports/backup.ts';
import type { FileContent } from '../../core/workspace.ts';
import { MEMBER_BYTES, type Member, type MemberKind } from './archive-format.ts';
import type { Breather } from './breathe.ts';

/** Nothing is gained by deflating these again. */
const PACKED = /\.(?:gz|zip|png|jpe?g|gif|webp|parquet|xlsx|pdf)$/iu;

/** From here it is looked whether content deflates so well that its archive could be taken for a bomb. */
const LOOKED_AT_BYTES = 64 * 1024 * 1024;
const SAMPLE_BYTES = 256 * 1024;
const MOST_RATIO = 100;

/** Writes a ZIP to a sink, member after member; nothing of it is held. */
export class ArchiveWriter {
  readonly members: Member[] = [];
  bytes = 0;
  readonly #breather: Breather;
  readonly #zip: ZipWriter<unknown>;

  constructor(sink: BackupSink, breather: Breather) {
    this.#breather = breather;
    const stream = new WritableStream<Uint8Array<ArrayBuffer>>({
      write: async (piece) => {
        this.bytes += piece.length;
        await sink.write(piece);
        await breather.breathe();
      },
    });
    this.#zip = new ZipWriter(stream, { useWebWorkers: false, keepOrder: true, extendedTimestamp: false });
  }

  async addText(name: string, kind: MemberKind, text: string): Promise<void> {
    const bytes = new TextEncoder().encode(text);
    await this.#zip.add(name, new Uint8ArrayReader(bytes));
    this.members.push({ name, kind, bytes: bytes.length, sha256: bytesToHex(sha256(bytes)) });
  }

  async addContent(name: string, path: string, content: FileContent, onBytes: (bytes: number) => void): Promise<void> {
    const reader = new ContentReader(path, content, this.#breather, onBytes);
    const stored = PACKED.test(path) || (content.size > LOOKED_AT_BYTES && (await deflatesTooWell(content)));
    await this.#zip.add(name, reader, stored ? { level: 0 } : {});
    this.members.push({ name, kind: 'content', bytes: content.size, sha256: reader.sha256() });
  }

  /** Writes one more member, which is in no list, and the end. */
  async end(name: string, text: string): Promise<void> {
    await this.#zip.add(name, new Uint8ArrayReader(new TextEncoder().encode(text)));
    await this.#zip.close();
  }
}

/** Reads content piece by piece, from its beginning to its end, and hashes it meanwhile. */
class ContentReader extends Reader<FileContent> {
  readonly #content: FileContent;
  readonly #breather: Breather;
  readonly #onBytes: (bytes: number) => void;
  readonly #hash = sha256.create();
  #at = 0;

  readonly #path: string;

  constructor(path: string, content: FileContent, breather: Breather, onBytes: (bytes: number) => void) {
    super(content);
    this.#path = path;
    this.#content = content;
    this.#breather = breather;
    this.#onBytes = onBytes;
    this.size = content.size;
  }

  override async readUint8Array(index: number, length: number): Promise<Uint8Array> {
    if (index !== this.#at) throw new Error(`read at ${index} where ${this.#at} is next`);
    await this.#breather.breathe();
    const bytes = await this.#piece(index, length);
    this.#hash.update(bytes);
    this.#at += bytes.length;
    this.#onBytes(bytes.length);
    return bytes;
  }

  sha256(): string {
    return bytesToHex(this.#hash.digest());
  }

  async #piece(index: number, length: number): Promise<Uint8Array> {
    try {
      return new Uint8Array(await this.#content.slice(index, index + length).arrayBuffer());
    } catch (cause) {
      throw new StorageError(
        `The file ${this.#path} could not be read, so that no back-up was made. Delete it, or leave the files out.`,
        { cause },
      );
    }
  }
}

async function deflatesTooWell(content: FileContent): Promise<boolean> {
  const sample = new Blob([await content.slice(0, SAMPLE_BYTES).arrayBuffer()]);
  const deflated = await new Response(sample.stream().pipeThrough(new CompressionStream('deflate-raw'))).arrayBuffer();
  return sample.size > MOST_RATIO * deflated.byteLength;
}

/** Puts records as lines of JSON into members of about a quarter of a megabyte: `runs-0001.jsonl`, `runs-0002.jsonl` … */
export class LinesWriter {
  readonly #archive: ArchiveWriter;
  readonly #kind: MemberKind;
  #lines: string[] = [];
  #length = 0;
  #count = 0;

  constructor(archive: ArchiveWriter, kind: MemberKind) {
    this.#archive = archive;
    this.#kind = kind;
  }

  async add(json: string): Promise<void> {
    if (this.#length > 0 && this.#length + json.length > MEMBER_BYTES) await this.flush();
    this.#lines.push(json);
    this.#length += json.length + 1;
  }

  async flush(): Promise<void> {
    if (this.#lines.length === 0) return;
    this.#count += 1;
    const text = `${this.#lines.join('\n')}\n`;
    this.#lines = [];
    this.#length = 0;
    await this.#archive.addText(`${this.#kind}-${String(this.#count).padStart(4, '0')}.jsonl`, this.#kind, text);
  }
}
