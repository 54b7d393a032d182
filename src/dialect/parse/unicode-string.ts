import type { QueryError } from '../../core/app-error.ts';

/**
 * The characters of `U&'…'`: `\0041`, `\+01F600`, and the escape character itself doubled. `failure` makes the error for an escape
 * character that can't be one, and for an escape that names no character.
 */
export function decodeUnicode(raw: string, escape: string, failure: (message: string) => QueryError): string {
  if (!/^[^0-9a-fA-F+'"\s]$/u.test(escape))
    throw failure(
      `UESCAPE takes one character that is no hexadecimal digit, plus sign, quotation mark or space, not '${escape}'`,
    );
  let decoded = '';
  let at = 0;
  for (let found = raw.indexOf(escape); found >= 0; found = raw.indexOf(escape, at)) {
    decoded += raw.slice(at, found);
    const rest = raw.slice(found + escape.length, found + escape.length + 8);
    if (rest.startsWith(escape)) {
      decoded += escape;
      at = found + escape.length * 2;
      continue;
    }
    const digits = /^(?:\+([0-9a-fA-F]{6})|([0-9a-fA-F]{4}))/u.exec(rest);
    if (digits === null) throw failure(`${escape} in this string wants four hexadecimal digits behind it, or + and six`);
    const point = Number.parseInt(digits[1] ?? digits[2] ?? '', 16);
    if (point > 0x10ffff || (point >= 0xd800 && point <= 0xdfff))
      throw failure(`${escape}${digits[0]} in this string names no character`);
    decoded += String.fromCodePoint(point);
    at = found + escape.length + digits[0].length;
  }
  return decoded + raw.slice(at);
}
