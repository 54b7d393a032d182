/** Larger files are not compared byte by byte: reading both would take longer than a person waits. */
const MOST_BYTES = 512 * 1024 * 1024;
const PIECE = 1 << 20;

/** Whether two files hold the same bytes; of files too large to be compared, no. */
export async function sameBytes(a: Blob, b: Blob): Promise<boolean> {
  if (a.size !== b.size || a.size > MOST_BYTES) return false;
  for (let at = 0; at < a.size; at += PIECE) {
    const [x, y] = await Promise.all([a, b].map(async (blob) => new Uint8Array(await blob.slice(at, at + PIECE).arrayBuffer())));
    if (x === undefined || y === undefined || x.some((byte, index) => byte !== y[index])) return false;
  }
  return true;
}
