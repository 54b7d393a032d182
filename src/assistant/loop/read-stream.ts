/** What a stream gives, piece by piece, also in browsers whose streams cannot be iterated. Leaving the loop early cancels the stream. */
export async function* readStream<Piece>(stream: ReadableStream<Piece>): AsyncGenerator<Piece> {
  const reader = stream.getReader();
  let ended = false;
  try {
    for (;;) {
      const { done, value } = await reader.read();
      ended = done;
      if (done) return;
      yield value;
    }
  } finally {
    // A stream that failed is cancelled already.
    if (!ended) reader.cancel().catch(() => undefined);
  }
}
