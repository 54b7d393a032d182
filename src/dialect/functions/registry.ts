import { distance } from 'fastest-levenshtein';
import type { FunctionSpec } from './function-spec.ts';
import { AGGREGATE_FUNCTIONS } from './aggregates.ts';
import { ARRAY_LAMBDA_FUNCTIONS } from './array-lambdas.ts';
import { ARRAY_FUNCTIONS } from './arrays.ts';
import { BINARY_FUNCTIONS } from './binary.ts';
import { BITWISE_FUNCTIONS } from './bitwise.ts';
import { COMPARISON_FUNCTIONS } from './comparison.ts';
import { CONVERSION_FUNCTIONS } from './conversion.ts';
import { FIELD_FUNCTIONS } from './date-fields.ts';
import { DATE_FORMAT_FUNCTIONS } from './date-formats.ts';
import { DATE_FUNCTIONS } from './dates.ts';
import { JSON_FUNCTIONS } from './json.ts';
import { MAP_AGGREGATES } from './map-aggregates.ts';
import { MAP_FUNCTIONS } from './maps.ts';
import { MATH_FUNCTIONS } from './math.ts';
import { REGEXP_FUNCTIONS } from './regexps.ts';
import { ROUNDING_FUNCTIONS } from './rounding.ts';
import { SEQUENCE_FUNCTIONS } from './sequences.ts';
import { STATISTICS } from './statistics.ts';
import { SPLIT_FUNCTIONS } from './string-splits.ts';
import { STRING_FUNCTIONS } from './strings.ts';
import { URL_FUNCTIONS } from './urls.ts';
import { WINDOW_FUNCTIONS } from './windows.ts';

const LISTS: readonly (readonly FunctionSpec[])[] = [
  AGGREGATE_FUNCTIONS,
  ARRAY_FUNCTIONS,
  ARRAY_LAMBDA_FUNCTIONS,
  BINARY_FUNCTIONS,
  BITWISE_FUNCTIONS,
  COMPARISON_FUNCTIONS,
  CONVERSION_FUNCTIONS,
  DATE_FORMAT_FUNCTIONS,
  DATE_FUNCTIONS,
  FIELD_FUNCTIONS,
  JSON_FUNCTIONS,
  MAP_AGGREGATES,
  MAP_FUNCTIONS,
  MATH_FUNCTIONS,
  REGEXP_FUNCTIONS,
  ROUNDING_FUNCTIONS,
  SEQUENCE_FUNCTIONS,
  SPLIT_FUNCTIONS,
  STATISTICS,
  STRING_FUNCTIONS,
  URL_FUNCTIONS,
  WINDOW_FUNCTIONS,
];

const BY_NAME = new Map<string, FunctionSpec[]>();
for (const spec of new Set(LISTS.flat())) BY_NAME.set(spec.signature.name, [...(BY_NAME.get(spec.signature.name) ?? []), spec]);

/** Forms that are written like a function and translated by themselves. */
const FORMS = ['coalesce', 'grouping', 'if', 'nullif', 'try'];

export const FUNCTION_NAMES: ReadonlySet<string> = new Set([...BY_NAME.keys(), ...FORMS]);

/** The declarations of a function, in the order in which they are tried. */
export function functionsNamed(name: string): readonly FunctionSpec[] {
  return BY_NAME.get(name) ?? [];
}

export function isAggregate(name: string): boolean {
  return functionsNamed(name)[0]?.kind === 'aggregate';
}

/** Names of other engines, and what Trino has for them. */
const INSTEAD: Record<string, string> = {
  strftime: 'use date_format(x, format)',
  strptime: 'use date_parse(text, format)',
  to_char: 'use date_format(x, format), or format for numbers',
  to_date: 'use CAST(… AS date), or date_parse(text, format)',
  to_timestamp: 'use from_unixtime(seconds), or date_parse(text, format)',
  datediff: "use date_diff('day', from, to)",
  dateadd: "use date_add('day', n, x)",
  datetrunc: "use date_trunc('month', x)",
  ifnull: 'use coalesce(a, b)',
  nvl: 'use coalesce(a, b)',
  isnull: 'use IS NULL',
  iif: 'use if(condition, a, b)',
  len: 'use length(x), or cardinality(x) for an array',
  array_length: 'use cardinality(x)',
  size: 'use cardinality(x)',
  string_agg: "use listagg(x, ',') WITHIN GROUP (ORDER BY x)",
  group_concat: "use listagg(x, ',') WITHIN GROUP (ORDER BY x)",
  list: 'use array_agg(x)',
  median: 'use approx_percentile(x, 0.5)',
  percentile_cont: 'use approx_percentile(x, p)',
  quantile_cont: 'use approx_percentile(x, p)',
  first: 'use arbitrary(x), or min_by(x, order)',
  last: 'use max_by(x, order)',
  getdate: 'use now()',
  sysdate: 'use now()',
  charindex: 'use strpos(text, part)',
  instr: 'use strpos(text, part)',
  contains_string: 'use strpos(text, part) > 0',
  startswith: 'use starts_with(text, part)',
  generate_series: 'use UNNEST(sequence(a, b))',
  range: 'use UNNEST(sequence(a, b))',
  explode: 'use CROSS JOIN UNNEST(x)',
  get_json_object: "use json_extract_scalar(x, '$.a')",
  rlike: 'use regexp_like(text, pattern)',
  try_to_number: 'use TRY_CAST(x AS double)',
  iff: 'use if(condition, a, b)',
};

/** What to use instead of a function that is not there, if something is near. */
export function nearFunction(name: string): string | undefined {
  const known = Object.hasOwn(INSTEAD, name) ? INSTEAD[name] : undefined;
  if (known !== undefined || name.length > 60) return known;
  let nearest: string | undefined;
  let least = Math.max(1, Math.floor(name.length / 4)) + 1;
  for (const candidate of FUNCTION_NAMES) {
    const far = distance(name, candidate);
    if (far >= least) continue;
    nearest = candidate;
    least = far;
  }
  return nearest === undefined ? undefined : `did you mean ${nearest}?`;
}
