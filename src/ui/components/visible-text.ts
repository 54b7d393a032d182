// What a reader cannot see, or what makes a name read otherwise than it is: controls, formatting characters (bidirectional marks and
// overrides, zero width, tags), line and paragraph separators, and halves of surrogate pairs.
const INVISIBLE = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/gu;

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

/** As `visibleText`, for a text of several lines: line ends and tabs stay. */
export function visibleLines(text: string): string {
  return text.replaceAll('\r\n', '\n').replaceAll(/[^\n\t]+/gu, visibleText);
}
