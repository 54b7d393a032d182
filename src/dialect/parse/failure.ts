import { QueryError } from '../../core/app-error.ts';
import { textPosition } from '../../core/sql/text-position.ts';

/** A `QueryError` whose message begins with the place, as Trino's do: `line 1:8: …`. `offset` counts UTF-16 code units. */
export function failureAt(sql: string, offset: number, message: string, construct?: string): QueryError {
  const where = textPosition(sql, offset);
  return new QueryError(
    `line ${where.line}:${where.position}: ${message}`,
    construct === undefined ? where : { ...where, construct },
  );
}

/** How a piece of the text is shown in a message. */
export function shown(text: string): string {
  return text.length <= 60 ? text : `${text.slice(0, 57)}…`;
}
