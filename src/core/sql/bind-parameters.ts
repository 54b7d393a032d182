import { ToolInputError } from '../app-error.ts';
import type { Json, JsonObject } from '../json.ts';
import { conditionText } from './condition-text.ts';
import { tokenize } from './lexer.ts';
import { namePath } from './name-path.ts';
import { placeholdersIn, type Placeholder, type PlaceholderUse } from './placeholders.ts';
import { literal, textLiteral } from './sql-literal.ts';
import { offsetAt, textPosition } from './text-position.ts';

/** A query with its parameters filled in. */
export type BoundSql = {
  sql: string;
  /**
   * Where in the text as it was written a place of the bound text lies: of a place inside of what was filled in, its placeholder.
   * Both are 1-based, in UTF-16 code units.
   */
  placeInSource(line: number, position: number): { line: number; position: number };
};

const FILL: Record<PlaceholderUse, (name: string, value: Json) => string> = {
  value: literal,
  text: textLiteral,
  table: namePath,
  name: namePath,
  condition: conditionText,
};

/** `at` and `source` are the offsets behind what was filled in, in the bound text and in the source. */
type Filled = { from: number; at: number; sourceFrom: number; source: number };

/**
 * `sql` with each placeholder (see `placeholdersIn`) filled from `params` by what stands in its place: a literal, quoted identifiers
 * or a condition. Lines stay where they are. Throws `ToolInputError` for a parameter that was not given or does not fit its place,
 * and as `tokenize` does.
 */
export function bindParameters(sql: string, params: JsonObject): BoundSql {
  const filled: Filled[] = [];
  let bound = '';
  let copied = 0;
  for (const placeholder of placeholdersIn(tokenize(sql))) {
    const { name, use, start, end } = placeholder;
    refusePartOfName(sql, placeholder);
    bound += sql.slice(copied, start);
    const from = bound.length;
    const text = FILL[use](name, valueOf(name, params));
    bound += `${touches(bound.at(-1)) ? ' ' : ''}${text}${touches(sql[end]) ? ' ' : ''}`;
    filled.push({ from, at: bound.length, sourceFrom: start, source: end });
    copied = end;
  }
  bound += sql.slice(copied);
  return {
    sql: bound,
    placeInSource: (line, position) => textPosition(sql, sourceOffset(filled, offsetAt(bound, line, position))),
  };
}

function sourceOffset(filled: readonly Filled[], offset: number): number {
  const last = filled.findLast(({ from }) => from <= offset);
  if (last === undefined) return offset;
  return offset < last.at ? last.sourceFrom : last.source + offset - last.at;
}

/** A character that would grow together with what is filled in beside it. */
function touches(char: string | undefined): boolean {
  return char !== undefined && /['"\p{L}\p{N}_$&]/u.test(char);
}

function refusePartOfName(sql: string, { name, start, end }: Placeholder): void {
  if (sql[start] !== '$' && sql[start] !== '{') return;
  if (!/[\p{L}\p{N}_]/u.test(`${sql[start - 1] ?? ''}${sql[end] ?? ''}`)) return;
  throw new ToolInputError(
    `The placeholder ${sql.slice(start, end)} is a part of a name, and cannot be filled; let the parameter "${name}" stand for all of the name`,
  );
}

function valueOf(name: string, params: JsonObject): Json {
  const value = Object.hasOwn(params, name) ? params[name] : undefined;
  if (value !== undefined) return value;
  const given = Object.keys(params);
  throw new ToolInputError(
    `The query asks for the parameter "${name}", which was not given; ` +
      (given.length === 0 ? 'no parameters were given' : `given were ${given.slice(0, 20).join(', ')}`) +
      `. Add it to params: { "${name}": … }`,
  );
}
