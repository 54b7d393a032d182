import { AwsError } from '../../core/app-error.ts';
import type { Abort } from '../../core/ports/abort.ts';
import type { AwsCaller } from '../../core/ports/aws.ts';
import { CsvRecords } from './csv-records.ts';
import { unlessAborted } from './unless-aborted.ts';

export type ResultAddress = { bucket: string; key: string };

/** Bytes that are asked for at once; the next ones come while these are read. */
const PIECE = 8 * 1024 * 1024;
/** Bytes that are made text and read in one go. */
const SLICE = 256 * 1024;

export function resultAddress(location: string | undefined): ResultAddress | undefined {
  const [, bucket, key] = /^s3:\/\/([^/]+)\/(.+\.csv)$/u.exec(location ?? '') ?? [];
  return bucket === undefined || key === undefined ? undefined : { bucket, key };
}

/** The records of a result's CSV in S3, its header first, as they come. Rejects with what the bucket said, or `FieldTooLong`. */
export async function* resultFile(
  { bucket, key }: ResultAddress,
  aws: AwsCaller,
  max_field: number,
  signal: Abort | undefined,
): AsyncGenerator<(string | null)[][]> {
  const records = new CsvRecords(max_field);
  const decoder = new TextDecoder();
  const piece = (from: number): Promise<Uint8Array> => unlessAborted(readPiece({ bucket, key }, from, aws, signal), signal);
  let coming: Promise<Uint8Array> | undefined = piece(0);
  for (let from = 0; coming !== undefined;) {
    const bytes: Uint8Array = await coming;
    from += bytes.length;
    coming = bytes.length === PIECE ? piece(from) : undefined;
    // Read in the loop above; until then nobody else waits for it.
    coming?.catch(() => undefined);
    for (let at = 0; at < bytes.length; at += SLICE) {
      yield records.push(decoder.decode(bytes.subarray(at, at + SLICE), { stream: true }));
    }
  }
  yield records.push(decoder.decode());
  yield records.finish();
}

/** Shorter than a piece at the end of the object, and empty behind it. */
async function readPiece(
  { bucket, key }: ResultAddress,
  from: number,
  aws: AwsCaller,
  signal: Abort | undefined,
): Promise<Uint8Array> {
  const input = { Bucket: bucket, Key: key, Range: `bytes=${from}-${from + PIECE - 1}` };
  try {
    const { Body } = await aws.call({ service: 's3', operation: 'GetObject', input }, signal === undefined ? {} : { signal });
    if (Body instanceof Uint8Array) return Body;
  } catch (error) {
    if (from > 0 && error instanceof AwsError && (error.status === 416 || error.code === 'InvalidRange')) return new Uint8Array();
    throw error;
  }
  throw new AwsError('InvalidAnswer', `S3 answered GetObject of s3://${bucket}/${key} without bytes.`);
}
