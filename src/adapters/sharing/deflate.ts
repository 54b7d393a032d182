import { ShareError } from '../../core/app-error.ts';

/** Of packed bytes that are unpacked at once: a browser unpacks what it is given to the end, a thousand times as much at the worst. */
const STEP = 1024;

export async function deflate(bytes: Uint8Array<ArrayBuffer>): Promise<Uint8Array<ArrayBuffer>> {
  const packed = new Blob([bytes]).stream().pipeThrough(new CompressionStream('deflate-raw'));
  return new Uint8Array(await new Response(packed).arrayBuffer());
}

/** Throws `ShareError`: "too_large" as soon as it comes to more than `most` bytes, "damaged" for what is not packed or ends early. */
export async function inflate(bytes: Uint8Array<ArrayBuffer>, most: number): Promise<Uint8Array<ArrayBuffer>> {
  let at = 0;
  const source = new ReadableStream<Uint8Array<ArrayBuffer>>(
    {
      pull(controller) {
        if (at >= bytes.length) controller.close();
        else controller.enqueue(bytes.slice(at, (at += STEP)));
      },
    },
    { highWaterMark: 0 },
  );
  const reader = source.pipeThrough(new DecompressionStream('deflate-raw')).getReader();
  const pieces: Uint8Array<ArrayBuffer>[] = [];
  let length = 0;
  for (;;) {
    const { done, value } = await read(reader);
    if (done) return joined(pieces, length);
    length += value.length;
    if (length > most) {
      await reader.cancel();
      throw new ShareError('too_large', `Unpacked it is larger than the ${most / 1_000_000} MB that a workflow may have.`);
    }
    pieces.push(value);
  }
}

type Reader = ReadableStreamDefaultReader<Uint8Array<ArrayBuffer>>;

async function read(reader: Reader): ReturnType<Reader['read']> {
  try {
    return await reader.read();
  } catch (cause) {
    throw new ShareError('damaged', 'What is in it cannot be unpacked. Ask for it again, or for a file.', { cause });
  }
}

function joined(pieces: readonly Uint8Array[], length: number): Uint8Array<ArrayBuffer> {
  const whole = new Uint8Array(length);
  let at = 0;
  for (const piece of pieces) {
    whole.set(piece, at);
    at += piece.length;
  }
  return whole;
}
