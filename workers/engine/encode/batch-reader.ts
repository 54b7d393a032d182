import { type RecordBatch, RecordBatchReader, type Schema } from 'apache-arrow';

/**
 * Reads an Arrow stream whose parts come one by one: first the schema, then a message for each batch. Each part is read as a whole
 * stream of its own, behind the schema: a reader that waits in the middle would need the part that has not come.
 */
export class BatchReader {
  readonly schema: Schema;
  private readonly head: Uint8Array;

  constructor(head: Uint8Array) {
    this.head = head;
    this.schema = RecordBatchReader.from(head).open().schema;
  }

  /** The batches in one part. */
  read(part: Uint8Array): RecordBatch[] {
    const stream = new Uint8Array(this.head.length + part.length);
    stream.set(this.head);
    stream.set(part, this.head.length);
    return [...RecordBatchReader.from(stream)];
  }
}
