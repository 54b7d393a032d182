/**
 * Characters that are not seen, or that make a text read otherwise than it is: controls, direction marks and overrides, zero width, fillers
 * that are as wide as a space, tags, variation selectors but those of emoji, private use. Line breaks and tabs are for the caller to judge.
 */
const UNSEEN =
  /[\p{Cc}\p{Zl}\p{Zp}\p{Co}\u00AD\u034F\u061C\u115F\u1160\u17B4\u17B5\u180B-\u180F\u200B\u200E\u200F\u202A-\u202E\u2060-\u206F\u2800\u3164\uFE00-\uFE0D\uFEFF\uFFA0\uFFF9-\uFFFB\u{E0000}-\u{E0FFF}]/u;

/** The joiners belong where emoji or letters of scripts without capitals meet, and nowhere else. */
const STRAY_JOINER =
  /(?<![\p{Extended_Pictographic}\p{Emoji_Modifier}\u{FE0F}\p{M}\p{Lo}])[\u200C\u200D]|[\u200C\u200D](?![\p{Extended_Pictographic}\p{Lo}])/u;

/** What chooses between an emoji and its plain form belongs behind one. */
const STRAY_SELECTOR = /(?<!\p{Emoji})[\uFE0E\uFE0F]|(?<=[0-9#*])[\uFE0E\uFE0F](?!\u20E3)/u;

/** Marks upon marks reach over the lines above and below. */
const PILED_MARKS = /\p{M}{7}/u;

/**
 * What is wrong with a text that another person is to read as it is, as the end of a sentence that begins with what it is; undefined
 * where nothing is. `lines`: it may have line breaks and tabs.
 */
export function textProblem(text: string, { lines }: { lines: boolean }): string | undefined {
  if (!text.isWellFormed()) return 'holds half of a surrogate pair. Write that character anew';
  const plain = lines ? text.replaceAll(/\r\n|[\n\t]/gu, ' ') : text;
  const unseen = [UNSEEN, STRAY_JOINER, STRAY_SELECTOR].map((each) => each.exec(plain)?.[0]).find((found) => found !== undefined);
  if (unseen !== undefined)
    return `holds the character ${codePoint(unseen)}, which is not seen or changes how the text reads. Take it out`;
  if (PILED_MARKS.test(plain)) return 'holds a letter with more than six marks on it. Take them off';
  return undefined;
}

function codePoint(character: string): string {
  return `U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`;
}
