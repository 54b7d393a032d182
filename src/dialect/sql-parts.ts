const PLACE = /^(?:"(?:[^"]|"")+"|[a-z_]\w*)(?:\.(?:"(?:[^"]|"")+"|[a-z_]\w*))*$/iu;
const CONSTANT = /^(?:'(?:[^']|'')*'|-?\d+(?:\.\d+)?|NULL|TRUE|FALSE)$/iu;
/** Texts and quoted names, which a search for a name skips, or a name of DuckDB. */
const WORDS = /'(?:[^']|'')*'|"(?:[^"]|"")*"|[a-z_]\w*/giu;
let depth = 0;

/** SQL that uses a value more than once without writing its SQL more than once. A name is taken again only outside of its lambda. */
export function bind(sql: string, build: (value: string) => string): string {
  if (PLACE.test(sql)) return build(sql);
  depth += 1;
  try {
    const name = `tz${depth}`;
    return `list_transform([${sql}], lambda ${name}: ${build(name)})[1]`;
  } finally {
    depth -= 1;
  }
}

/**
 * `bind` of several values at once. What stands inside of a lambda may have no subquery and no aggregate in DuckDB, so that arguments
 * that a template needs there are named first.
 */
export function bindAll<const T extends readonly string[]>(
  sql: T,
  build: (...values: { [K in keyof T]: string }) => string,
): string {
  const named = sql.map((value, at) => ({ value, field: `x${at}`, simple: PLACE.test(value) || CONSTANT.test(value) }));
  const fields = named.filter(({ simple }) => !simple);
  const all = (prefix: string) =>
    build(...(named.map(({ value, field, simple }) => (simple ? value : `${prefix}.${field}`)) as { [K in keyof T]: string }));
  if (fields.length === 0) return all('');
  return bind(`{${fields.map(({ value, field }) => `${field}: ${value}`).join(', ')}}`, all);
}

/** A name for a lambda's parameter that none of the texts of SQL uses. */
export function unused(...sql: string[]): string {
  const words = new Set(sql.flatMap((text) => text.match(WORDS) ?? []));
  let number = 1;
  while (words.has(`l${number}`)) number += 1;
  return `l${number}`;
}

/** The body of `lambda s, x: …` with other SQL for its parameters. */
export function inlined(lambda: string, ...values: string[]): string {
  const colon = lambda.indexOf(':');
  const names = lambda
    .slice('lambda '.length, colon)
    .split(',')
    .map((name) => name.trim());
  return lambda
    .slice(colon + 1)
    .trim()
    .replaceAll(WORDS, (word) => {
      const at = names.indexOf(word);
      return at < 0 ? word : (values[at] ?? word);
    });
}
