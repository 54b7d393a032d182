import { BILLING_SHAPES } from '../../../core/billing/billing-profile.ts';
import { ToolInputError } from '../../../core/app-error.ts';

const MAX_NAME = 63;
/**
 * Words that cannot stand as a table's name without quotes: DuckDB 1.4's `duckdb_keywords()` of the categories reserved and
 * type_function, and some that people or other engines would read as something else.
 */
const RESERVED = new Set(
  [
    'all analyse analyze and any array as asc asymmetric both case cast check collate column constraint create default deferrable desc describe distinct do else end except false fetch for foreign from group having in initially intersect into lambda lateral leading limit not null offset on only or order pivot pivot_longer pivot_wider placing primary qualify references returning select show some summarize symmetric table then to trailing true union unique unpivot using variadic when where window with',
    'anti asof at authorization binary by collation columns concurrently cross freeze full generated glob ilike inner is isnull join left like map natural notnull outer overlaps positional right semi similar struct tablesample try_cast unpack verbose',
    'between current_date current_time current_timestamp exists grant local sample values',
  ].flatMap((words) => words.split(' ')),
);

/** A table name for a file: "Cost export (May).csv.gz" is cost_export_may. */
export function tableNameOf(fileName: string): string {
  const stem = fileName.replace(/\.(?:gz|csv|tsv|txt)$/iu, '').replace(/\.(?:csv|tsv|txt)$/iu, '');
  const plain = stem
    .normalize('NFKD')
    .replace(/\p{M}+/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/gu, '_')
    .replace(/^_+|_+$/gu, '')
    .slice(0, MAX_NAME - 4);
  const name = plain === '' ? 'table' : plain;
  return /^\d/u.test(name) || RESERVED.has(name) || isViewName(name) || name.startsWith('sandbank_') ? `t_${name}` : name;
}

/** The views over local billing files have these names. */
function isViewName(name: string): boolean {
  return BILLING_SHAPES.some((shape) => shape === name.toLowerCase());
}

/** `wanted`, or `wanted_2`, `wanted_3` … where it is taken (names are compared without case). */
export function uniqueTableName(wanted: string, taken: readonly string[]): string {
  const others = takenNames(taken);
  let name = wanted;
  for (let number = 2; others.has(name.toLowerCase()); number++) name = `${wanted}_${number}`;
  return name;
}

/** Names as they are compared: without case. */
export function takenNames(names: readonly string[]): Set<string> {
  return new Set(names.map((name) => name.toLowerCase()));
}

/** Throws `ToolInputError` where `name` cannot be written in SQL without quotes, or is one of the `takenNames`. */
export function checkTableName(name: string, taken: ReadonlySet<string>): void {
  if (!/^[A-Za-z_]\w*$/u.test(name) || name.length > MAX_NAME)
    throw new ToolInputError(
      `name is ${JSON.stringify(name.slice(0, 80))}; a table's name has letters, digits and underscores, begins with no digit, and has at most ${MAX_NAME} characters, such as costs_may`,
    );
  if (RESERVED.has(name.toLowerCase()) || name.toLowerCase().startsWith('sandbank_'))
    throw new ToolInputError(`name is "${name}", which SQL keeps for itself; use another, such as ${name}_table`);
  if (isViewName(name))
    throw new ToolInputError(
      `name is "${name}", which is the view over all local billing files; use another, such as ${name}_table`,
    );
  if (taken.has(name.toLowerCase()))
    throw new ToolInputError(`name is "${name}", which another local table has already; use another`);
}
