/**
 * Takes the bytes that Python writes to a standard stream and gives text, without splitting a character. A BOM stays, and what is no
 * UTF-8 becomes U+FFFD.
 */
export class StreamWriter {
  readonly #decoder = new TextDecoder('utf-8', { ignoreBOM: true });
  readonly #onText: (text: string) => void;
  readonly isatty = false;

  constructor(onText: (text: string) => void) {
    this.#onText = onText;
  }

  write(bytes: Uint8Array): number {
    this.#onText(this.#decoder.decode(bytes, { stream: true }));
    return bytes.byteLength;
  }

  /** What is left of a character that was never finished. */
  finish(): void {
    this.#onText(this.#decoder.decode());
  }
}
