import { shown } from './failure.ts';
import type { Token } from './tokens.ts';
import { INTERVAL_FIELDS } from './words.ts';

/** `whole` replaces the message; else it stands behind it. `atPrevious` says that the token before is the one to name. */
export type Advice = { message: string; construct: string; whole?: true; atPrevious?: true };

const SYMBOLS: Readonly<Record<string, string>> = {
  '::': "'::' is no operator in Trino; write CAST(x AS type), or TRY_CAST to get NULL where the cast fails",
  ':=': "':=' is no operator in Trino; compare with =",
  '==': "'==' is no operator in Trino; write =",
  '<=>': "'<=>' is no operator in Trino; write IS NOT DISTINCT FROM",
  '//': "'//' is no operator in Trino; / between integers cuts the fraction off, and floor(x / y) rounds down",
  '->>': "'->>' is no operator in Trino; write json_extract_scalar(x, '$.name')",
  $$: "'$$' begins no string here; write a string between single quotes",
  '^': "'^' is no operator in Trino; write power(x, y), or bitwise_xor(x, y)",
  '~': "'~' is no operator in Trino; write regexp_like(x, pattern)",
  '!': "'!' is no operator in Trino; write NOT, or != for not equal",
  '|': "'|' is no operator in Trino; write bitwise_or(x, y), or || to join strings",
  '&': "'&' is no operator in Trino; write bitwise_and(x, y)",
  '#': "'#' begins no comment in Trino; write --",
  '{': "'{' begins nothing in Trino; write ROW(…) or MAP(ARRAY['key'], ARRAY[value])",
  '}': "'}' ends nothing in Trino; write ROW(…) or MAP(ARRAY['key'], ARRAY[value])",
  "E'": "E'…' strings are not in Trino: a backslash stands for itself; write chr(10) for a line break, or U&'…'",
  'U&"': 'U&"…" identifiers are not supported; write the name between double quotes',
  '`': 'backquoted identifiers are not supported; use double quotes to quote identifiers',
  '1x': 'identifiers must not start with a digit; surround the identifier with double quotes',
};

const COMPARISONS: ReadonlySet<string> = new Set(['=', '<>', '!=', '<', '<=', '>', '>=']);

/** Words of other dialects, told by the word itself or by the one before where it was taken for an alias. */
const WORDS: Readonly<Record<string, string>> = {
  ILIKE: 'ILIKE is not in Trino; write lower(x) LIKE lower(pattern)',
  RLIKE: 'RLIKE is not in Trino; write regexp_like(x, pattern)',
  REGEXP: 'REGEXP is not in Trino; write regexp_like(x, pattern)',
  GLOB: 'GLOB is not in Trino; write LIKE or regexp_like(x, pattern)',
  SIMILAR: 'SIMILAR TO is not in Trino; write regexp_like(x, pattern)',
  QUALIFY: 'QUALIFY is not in Trino; compute the window function in a subquery and filter by WHERE around it',
  EXCLUDE: 'EXCLUDE is not in Trino; list the columns that you want',
  TOP: 'TOP is not in Trino; write LIMIT n at the end of the query',
  PIVOT: 'PIVOT is not in Trino; write max(x) FILTER (WHERE …) for each column',
  UNPIVOT: 'UNPIVOT is not in Trino; write CROSS JOIN UNNEST(ARRAY[…], ARRAY[…]) AS t(name, value)',
  ASOF: 'ASOF JOIN is not in Trino; join by a range and keep the newest row by row_number()',
  ISNULL: 'ISNULL is not in Trino; write IS NULL',
  NOTNULL: 'NOTNULL is not in Trino; write IS NOT NULL',
  DIV: 'DIV is not in Trino; / between integers cuts the fraction off',
};

/** How Trino spells what stands at `index`, where it is a notation of another dialect or a well-known slip. */
export function advice(tokens: readonly Token[], index: number, sought: readonly string[]): Advice | undefined {
  const token = tokens[index];
  if (token === undefined) return undefined;
  const previous = tokens[index - 1];
  return (
    foreign(token) ??
    foreignWord(token, previous) ??
    symbol(token, previous, tokens[index - 2], sought) ??
    word(tokens, index, sought)
  );
}

function foreign(token: Token): Advice | undefined {
  if (token.kind !== 'foreign') return undefined;
  const text = shown(token.value);
  if (token.key === '?')
    return {
      message: `the placeholder ${text} was not given, and this query takes no parameters: write its value in its place, or run the query by execute_code (language "sql"), whose params fill it${filledBy(text)}`,
      construct: text,
      whole: true,
    };
  const construct = token.value.length === 1 || token.key.length < 4 ? token.key.replace('1x', text) : text;
  const known = Object.hasOwn(SYMBOLS, token.key) ? SYMBOLS[token.key] : undefined;
  if (known !== undefined) return { message: known, construct, whole: true };
  if (token.key === 'name')
    return {
      message: `'${text}' is an identifier only between double quotes: a plain one has letters, digits and _ alone`,
      construct: text,
      whole: true,
    };
  return {
    message: `the character '${text}' has no meaning in Trino outside of strings and quoted identifiers`,
    construct: text,
    whole: true,
  };
}

/** `: { "month": … }` of `:month`; nothing where the name is no plain one. */
function filledBy(placeholder: string): string {
  const name = /^(?:\$\{|\{\{|:|\$)\s*(\w+)\s*\}*$/u.exec(placeholder)?.[1];
  return name === undefined ? '' : `: { "${name}": … }`;
}

function foreignWord(token: Token, previous: Token | undefined): Advice | undefined {
  for (const [at, candidate] of [token, previous].entries()) {
    if (candidate?.kind !== 'word' || !Object.hasOwn(WORDS, candidate.key)) continue;
    const message = WORDS[candidate.key] ?? '';
    return { message, construct: candidate.key, whole: true, ...(at === 1 && { atPrevious: true }) };
  }
  return undefined;
}

function symbol(
  token: Token,
  previous: Token | undefined,
  before: Token | undefined,
  sought: readonly string[],
): Advice | undefined {
  if (token.key === '[' && sought.includes('<expression>'))
    return { message: '[…] alone is no array in Trino; write ARRAY[…]', construct: '[', whole: true };
  if (token.key === ')' && previous?.key === ',') return { message: 'Take out the comma before it', construct: ',' };
  if (token.kind === 'symbol' && COMPARISONS.has(token.key) && !sought.includes('<expression>'))
    return {
      message: 'Comparisons are not chained: put one of them between parentheses, or join them by AND',
      construct: token.key,
    };
  if (token.key === '(' && previous?.key.startsWith('CURRENT_') === true)
    return { message: `${previous.key} is written without parentheses`, construct: previous.key };
  if (token.key === '(' && (previous?.key === 'LEFT' || previous?.key === 'RIGHT'))
    return { message: sideFunction(previous.key), construct: previous.key };
  if (token.kind === 'string' && previous?.key === 'AS')
    return { message: 'An alias stands between double quotes', construct: 'AS' };
  if ((token.kind === 'string' && previous?.key === 'FROM') || (previous?.key === 'JOIN' && token.kind === 'string'))
    return {
      message: 'A table is a name, between double quotes where it has other characters than letters, digits and _',
      construct: 'FROM',
    };
  if (token.kind === 'integer' && previous?.key === 'INTERVAL')
    return { message: `Write the number between single quotes: INTERVAL '${token.value}' DAY`, construct: 'INTERVAL' };
  if (previous?.kind === 'string' && before?.key === 'INTERVAL' && sought.includes('DAY')) return interval(token, previous);
  return undefined;
}

function interval(token: Token, value: Token): Advice {
  const singular = token.key.replace(/S$/u, '');
  const message = INTERVAL_FIELDS.has(singular)
    ? `Did you mean ${singular}?`
    : token.key.startsWith('WEEK')
      ? "Trino's intervals have no weeks; write INTERVAL '7' DAY"
      : `The unit stands behind the string: INTERVAL '${/\d+/u.exec(value.value)?.[0] ?? '1'}' DAY`;
  return { message, construct: 'INTERVAL' };
}

function word(tokens: readonly Token[], index: number, sought: readonly string[]): Advice | undefined {
  const key = tokens[index]?.key ?? '';
  const previous = tokens[index - 1]?.key ?? '';
  if (key === 'FROM' && previous === ',') return { message: 'Take out the comma before it', construct: ',' };
  if (key === 'FROM' && sought.includes('SHOW'))
    return { message: 'In Trino a query begins with SELECT: SELECT * FROM …', construct: 'FROM' };
  if (key === 'ON' && previous === 'DISTINCT')
    return {
      message: 'DISTINCT ON is not in Trino; number the rows by row_number() in a subquery and keep the first',
      construct: 'DISTINCT ON',
    };
  if (key === 'UNNEST' && sought.includes('<expression>'))
    return { message: 'UNNEST stands in FROM: … CROSS JOIN UNNEST(x) AS t(item)', construct: 'UNNEST' };
  if ((key === 'LEFT' || key === 'RIGHT') && tokens[index + 1]?.key === '(' && sought.includes('<expression>'))
    return { message: sideFunction(key), construct: key };
  if ((key === 'TRUE' || key === 'FALSE') && (previous === 'IS' || previous === 'NOT'))
    return { message: 'IS TRUE and IS FALSE are not in Trino; write x = true, or x IS NOT DISTINCT FROM true', construct: 'IS' };
  if (sought.includes('ON') && sought.includes('USING'))
    return { message: 'A join wants ON … or USING (…) behind its table; CROSS JOIN takes none', construct: 'JOIN' };
  if (key === 'NULL' && previous === 'NOT') return { message: 'Write IS NOT NULL', construct: 'NOT NULL' };
  if (key === 'VIEW' && previous === 'LATERAL')
    return { message: 'LATERAL VIEW is not in Trino; write CROSS JOIN UNNEST(x) AS t(item)', construct: 'LATERAL VIEW' };
  if (key === 'MATERIALIZED' && sought.includes('('))
    return { message: 'AS MATERIALIZED is not in Trino; write AS (…)', construct: 'MATERIALIZED' };
  return undefined;
}

const sideFunction = (key: string) =>
  key === 'LEFT' ? 'left() is not in Trino; write substr(x, 1, n)' : 'right() is not in Trino; write substr(x, -n)';
