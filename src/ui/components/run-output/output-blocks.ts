export type OutputStream = 'stdout' | 'stderr';

/** Some lines of one stream. A block that is not the last one never changes again. */
export type OutputBlock = { stream: OutputStream; text: string };

const BLOCK_CHARACTERS = 12 * 1024;

// Colours and cursor movements of terminals; nothing here obeys them.
const ANSI = /\u001b(?:\[[0-?]*[ -/]*[@-~]|\][^\u0007\u001b]*(?:\u0007|\u001b\\)?)/gu;
// Controls, direction overrides and invisible tags, which would make printed text read otherwise than it is. Tab and line end stay.
const HIDDEN = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069\u{e0000}-\u{e007f}]/gu;
// Whether there is any work for the two above or for carriage returns; tags are found by their first half.
const UNUSUAL = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069\udb40]/;

/**
 * What a run printed, as blocks small enough that adding text costs the same however much there is: only the last block grows. A
 * lone carriage return starts its line anew, as a progress bar in a terminal does.
 */
export class OutputBlocks {
  readonly #blocks: OutputBlock[] = [];
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
    const text = UNUSUAL.test(raw) ? readable(raw) : raw;
    const parts = text.split('\r');
    for (const [index, part] of parts.entries()) {
      if (this.#returned && part !== '' && !part.startsWith('\n')) this.#restartLine(stream);
      if (part !== '') this.#returned = false;
      this.#append(stream, part);
      if (index < parts.length - 1) this.#returned = true;
    }
  }

  /** All of it, or one stream, as it was printed. */
  text(stream?: OutputStream): string {
    return this.#blocks.map((block) => (stream === undefined || block.stream === stream ? block.text : '')).join('');
  }

  #restartLine(stream: OutputStream): void {
    const last = this.#blocks.at(-1);
    if (last?.stream === stream) last.text = last.text.slice(0, last.text.lastIndexOf('\n') + 1);
  }

  #append(stream: OutputStream, text: string): void {
    let at = 0;
    while (at < text.length) {
      let block = this.#blocks.at(-1);
      const startsLine = block === undefined || block.text === '' || block.text.endsWith('\n');
      const room = BLOCK_CHARACTERS - (block?.text.length ?? 0);
      // A block ends with a line; a line that no block can hold is broken all the same.
      if (block === undefined || block.stream !== stream || room <= 0 || (startsLine && firstLine(text, at) > room)) {
        block = { stream, text: '' };
        this.#blocks.push(block);
      }
      const end = cutAt(text, at, BLOCK_CHARACTERS - block.text.length);
      block.text += text.slice(at, end);
      at = end;
    }
  }
}

function readable(raw: string): string {
  return raw
    .replaceAll(ANSI, '')
    .replaceAll('\r\n', '\n')
    .replaceAll(HIDDEN, (character) => `‹U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}›`);
}

/** Length of the line that begins at `from`, with its end, as far as it can be longer than a block. */
function firstLine(text: string, from: number): number {
  const newline = text.indexOf('\n', from);
  return Math.min((newline === -1 ? text.length : newline + 1) - from, BLOCK_CHARACTERS);
}

/** Where at most `room` characters from `from` end: after the last line that is whole, else within the line, between characters. */
function cutAt(text: string, from: number, room: number): number {
  const most = from + room;
  if (most >= text.length) return text.length;
  const newline = text.lastIndexOf('\n', most - 1);
  if (newline >= from) return newline + 1;
  const last = text.charCodeAt(most - 1);
  return last >= 0xd800 && last <= 0xdbff ? most + 1 : most;
}
