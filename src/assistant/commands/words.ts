/** The form of a text in which sentences and names are compared: letters, digits, and what dates and parameters hold. */
export function folded(text: string): string {
  return text
    .normalize('NFKC')
    .toLocaleLowerCase('en-US')
    .replace(/['’]/gu, '')
    .replace(/[^\p{L}\p{M}\p{N}]+/gu, ' ')
    .trim();
}

export function wordsOf(text: string): string[] {
  const plain = folded(text);
  return plain === '' ? [] : plain.split(' ');
}

/** A piece of a command's input. `quoted` says that it stood in quotes: then nothing in it means anything. */
type Piece = { text: string; quoted: boolean; from: number; to: number };

const CLOSING: Record<string, string> = { '"': '"', "'": "'", '“': '”', '„': '“', '«': '»', '‘': '’' };

/**
 * The pieces of a text between white space; quotes hold pieces together, also behind "=" (`name="two words"`). A quote that never
 * closes reaches to the end. Brackets of JSON hold together likewise (`names={"a": "b"}`).
 */
export function pieces(text: string): Piece[] {
  const found: Piece[] = [];
  let at = 0;
  while (at < text.length) {
    if (/\s/u.test(text[at] ?? '')) at += 1;
    else {
      const piece = readPiece(text, at);
      found.push(piece);
      at = piece.to;
    }
  }
  return found;
}

function readPiece(text: string, from: number): Piece {
  let at = from;
  let value = '';
  let quoted = false;
  let depth = 0;
  let inJson = false;
  while (at < text.length && (inJson || depth > 0 || !/\s/u.test(text[at] ?? ''))) {
    const character = text[at] ?? '';
    const closing = CLOSING[character];
    if (depth > 0) {
      // The quotes of JSON belong to it.
      if (character === '"' && text[at - 1] !== '\\') inJson = !inJson;
      if (!inJson) depth += nesting(character);
      value += character;
      at += 1;
    } else if ((character === '{' || character === '[') && /(?:^|=)$/u.test(text.slice(Math.max(from, at - 1), at))) {
      depth = 1;
      value += character;
      at += 1;
    } else if (closing !== undefined && (at === from || text[at - 1] === '=')) {
      const end = text.indexOf(closing, at + 1);
      const to = end < 0 ? text.length : end;
      value += text.slice(at + 1, to);
      quoted = quoted || at === from;
      at = end < 0 ? to : to + 1;
    } else {
      value += character;
      at += 1;
    }
  }
  return { text: value, quoted, from, to: at };
}

function nesting(character: string): number {
  if (character === '{' || character === '[') return 1;
  return character === '}' || character === ']' ? -1 : 0;
}
