import { VARCHAR } from '../types.ts';
import { type CallContext, type FunctionSpec, scalar } from './function-spec.ts';
import { host } from './host-call.ts';
import { bindAll } from '../sql-parts.ts';

/** The functions that cut texts in pieces. Source: the string functions page of Trino's documentation. */
export const SPLIT_FUNCTIONS: readonly FunctionSpec[] = [
  scalar('split(varchar, varchar) -> array(varchar)', ([text, delimiter], context) => split(text, delimiter, context)),
  scalar(
    'split(varchar, varchar, bigint) -> array(varchar)',
    ([text, delimiter, limit]) => `CAST(${host('sb_split', text, delimiter, limit)} AS VARCHAR[])`,
  ),
  scalar('split_part(varchar, varchar, bigint) -> varchar', ([text, delimiter, index], context) => {
    const constant = context.constant(2);
    if (constant !== undefined && Number(constant) > 0) return `string_split(${text}, ${delimiter})[${index}]`;
    return bindAll(
      [text, delimiter, index],
      (value, by, at) =>
        `CASE WHEN ${at} < 1 THEN ${context.fail('Index must be greater than zero', VARCHAR)} ELSE string_split(${value}, ${by})[${at}] END`,
    );
  }),
  scalar(
    'split_to_map(varchar, varchar, varchar) -> map(varchar, varchar)',
    ([text, entry, key]) => `CAST(${host('sb_split_to_map', text, entry, key)} AS MAP(VARCHAR, VARCHAR))`,
  ),
  scalar(
    'split_to_map(varchar, varchar, varchar, function(varchar, varchar, varchar, varchar)) -> map(varchar, varchar)',
    (_, context) => context.refuse('a lambda for duplicate keys; use split_to_multimap and pick a value of each array'),
  ),
  scalar(
    'split_to_multimap(varchar, varchar, varchar) -> map(varchar, array(varchar))',
    ([text, entry, key]) => `CAST(${host('sb_split_to_multimap', text, entry, key)} AS MAP(VARCHAR, VARCHAR[]))`,
  ),
];

function split(text: string, delimiter: string, context: CallContext): string {
  const constant = context.constant(1);
  const empty = 'The delimiter may not be the empty string';
  if (constant === '') return context.refuse(empty);
  if (constant !== undefined) return `string_split(${text}, ${delimiter})`;
  return bindAll(
    [text, delimiter],
    (value, by) => `CASE WHEN ${by} = '' THEN ${context.fail(empty, context.result)} ELSE string_split(${value}, ${by}) END`,
  );
}
