export type OutputStream = 'stdout' | 'stderr';

/** Some lines of one stream. A block that is not the last one never changes again. */
export type OutputBlock = { stream: OutputStream; text: string };

const BLOCK_CHARACTERS = 16 * 1024;
const BLOCK_LINES = 120;

// Colours and cursor movements of terminals; nothing here obeys them.
const ANSI = /\u001b(?:\[[0-?]*[ -/]*[@-~]|\][^\u0007\u001b]*(?:\u0007|\u001b\\)?)/gu;
// Controls, direction overrides and invisible tags, which would make printed text read otherwise than it is. Tab and line end stay.
const HIDDEN = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069\u{e0000}-\u{e007f}]/gu;

/**
 * What a run printed, as blocks small enough that adding text costs the same however much there is: only the last block grows. A
 * lone carriage return starts its line anew, as a progress bar in a terminal does.
 */
export class OutputBlocks {
  readonly #blocks: OutputBlock[] = [];
  #lines = 0;
  #returned = false;

  get blocks(): readonly OutputBlock[] {
    return this.#blocks;
  }

  get empty(): boolean {
    return this.#blocks.length === 0;
  }

  has(stream: OutputStream): boolean {
    return this.#blocks.some((block) => block.stream === stream);
  }

  push(stream: OutputStream, raw: string): void {
    const text = readable(raw);
    let at = 0;
    while (at < text.length) {
      const end = nextBreak(text, at);
      this.#piece(stream, text.slice(at, end));
      at = end;
    }
  }

  /** All of it, or one stream, as it was printed. */
  text(stream?: OutputStream): string {
    return this.#blocks.map((block) => (stream === undefined || block.stream === stream ? block.text : '')).join('');
  }

  /** A piece is at most one line, with its line end, or part of a very long one. */
  #piece(stream: OutputStream, piece: string): void {
    const block = this.#open(stream, piece.length);
    if (this.#returned && piece !== '\n') block.text = block.text.slice(0, block.text.lastIndexOf('\n') + 1);
    this.#returned = piece.endsWith('\r');
    block.text += this.#returned ? piece.slice(0, -1) : piece;
    if (piece.endsWith('\n')) this.#lines += 1;
  }

  #open(stream: OutputStream, length: number): OutputBlock {
    const last = this.#blocks.at(-1);
    const full = last !== undefined && (last.text.length + length > BLOCK_CHARACTERS || this.#lines >= BLOCK_LINES);
    const atLineStart = last === undefined || last.text === '' || last.text.endsWith('\n');
    if (last !== undefined && last.stream === stream && !(full && (atLineStart || last.text.length >= BLOCK_CHARACTERS)))
      return last;
    const block = { stream, text: '' };
    this.#blocks.push(block);
    this.#lines = 0;
    this.#returned = false;
    return block;
  }
}

function readable(raw: string): string {
  return raw
    .replaceAll(ANSI, '')
    .replaceAll('\r\n', '\n')
    .replaceAll(HIDDEN, (character) => `‹U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}›`);
}

function nextBreak(text: string, from: number): number {
  const limit = Math.min(text.length, from + BLOCK_CHARACTERS);
  const newline = text.indexOf('\n', from);
  const carriage = text.indexOf('\r', from);
  const first = Math.min(newline === -1 ? limit : newline + 1, carriage === -1 ? limit : carriage + 1, limit);
  const last = text.charCodeAt(first - 1);
  return first < text.length && last >= 0xd800 && last <= 0xdbff ? first + 1 : first;
}
