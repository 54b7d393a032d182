import { createHash } from 'node:crypto';
import { AwsFault } from '../http/aws-fault.ts';

export type StoredObject = { key: string; body: Buffer; content_type: string; modified_at: Date; etag: string };

/** A bucket: its objects by key, and whether browsers may read them. */
export type Bucket = { name: string; cors: boolean; readable: boolean; objects: Map<string, StoredObject> };

/** The buckets that there are; none of them can be made or dropped. */
export class Buckets {
  private readonly byName = new Map<string, Bucket>();

  constructor(buckets: readonly { name: string; cors: boolean; readable?: boolean }[]) {
    for (const { name, cors, readable = true } of buckets) this.byName.set(name, { name, cors, readable, objects: new Map() });
  }

  find(name: string): Bucket | undefined {
    return this.byName.get(name);
  }

  /** Throws `NoSuchBucket`. */
  get(name: string): Bucket {
    const bucket = this.byName.get(name);
    if (bucket === undefined)
      throw new AwsFault('NoSuchBucket', 'The specified bucket does not exist', 404, { BucketName: name });
    return bucket;
  }

  put(bucket: string, key: string, body: string | Buffer, content_type = 'application/octet-stream'): void {
    const bytes = Buffer.from(body);
    const etag = `"${createHash('md5').update(bytes).digest('hex')}"`;
    this.get(bucket).objects.set(key, { key, body: bytes, content_type, modified_at: new Date(), etag });
  }
}
