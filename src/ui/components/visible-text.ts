// What a reader cannot see, or what makes a name read otherwise than it is: controls, zero width, bidirectional marks and overrides,
// line separators, tags, and halves of surrogate pairs.
const INVISIBLE =
  /[\u0000-\u001f\u007f-\u009f\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\ufff9-\ufffb]|[\u{e0000}-\u{e007f}]|\p{Surrogate}/gu;

/**
 * Hostile text (a file name, a path, a column name) with every character that cannot be seen written out as `‹U+202E›`, so that
 * `invoice‹U+202E›gpj.exe` cannot pass for a picture.
 */
export function visibleText(text: string): string {
  return text.replaceAll(INVISIBLE, (character) => {
    const code = character.codePointAt(0) ?? 0;
    return `‹U+${code.toString(16).toUpperCase().padStart(4, '0')}›`;
  });
}
