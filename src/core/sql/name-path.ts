import { ToolInputError } from '../app-error.ts';
import type { Json } from '../json.ts';
import { refuseUnwritable } from './sql-literal.ts';

// "a name" with its doubled quotes, or a name of letters, digits and what Athena's names hold besides, and then a dot or the end.
const PART = /(?:"((?:[^"\r\n]|"")+)"|([\p{L}\p{N}_][\p{L}\p{N}_$@:-]*))(\.(?=.)|$)/uy;

/**
 * A parameter's value where a table or database is named: `db.table`, or `"my db"."table"`, as quoted identifiers. Throws
 * `ToolInputError` naming the parameter and the value for all that is no name.
 */
export function namePath(name: string, value: Json): string {
  if (typeof value !== 'string') throw noName(name, value);
  refuseUnwritable(name, value);
  const text = value.trim();
  const parts: string[] = [];
  for (let at = 0; at < text.length || parts.length === 0; at = PART.lastIndex) {
    PART.lastIndex = at;
    const [found, quoted, plain] = PART.exec(text) ?? [];
    if (found === undefined) throw noName(name, value);
    parts.push(`"${quoted ?? plain ?? ''}"`);
  }
  return parts.join('.');
}

function noName(name: string, value: Json): ToolInputError {
  const shown = JSON.stringify(value);
  return new ToolInputError(
    `The parameter "${name}" stands where the query names a table or database, but is ${shown.length > 80 ? `${shown.slice(0, 80)}…` : shown}. ` +
      'Give a name as text, such as "cur" or "database.table"; a name with blanks goes between double quotes',
  );
}
