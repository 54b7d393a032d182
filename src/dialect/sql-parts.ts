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

/** The list with each of its elements made anew. A NULL list stays NULL. */
export function each(list: string, build: (element: string) => string): string {
  depth += 1;
  try {
    const name = `tz${depth}`;
    return `list_transform(${list}, lambda ${name}: ${build(name)})`;
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

/** Names that a text of SQL gives to the parameters of its lambdas. */
const BOUND = /\blambda (\w+(?:, \w+)*):/gu;

/** The body of `lambda s, x: …` with other SQL for its parameters. Lambdas inside of it get other names where that SQL uses theirs. */
export function inlined(lambda: string, ...values: string[]): string {
  const colon = lambda.indexOf(':');
  const names = lambda
    .slice('lambda '.length, colon)
    .split(',')
    .map((name) => name.trim());
  const body = lambda.slice(colon + 1).trim();
  const replaced = new Map(names.map((name, at) => [name, values[at] ?? name]));
  const used = new Set(values.flatMap((value) => value.match(WORDS) ?? []));
  const taken = new Set([...used, ...(body.match(WORDS) ?? [])]);
  for (const [, bound = ''] of body.matchAll(BOUND)) {
    for (const name of bound.split(', ')) {
      if (!used.has(name) || replaced.has(name)) continue;
      let other = `${name}_`;
      while (taken.has(other)) other += '_';
      taken.add(other);
      replaced.set(name, other);
    }
  }
  return body.replaceAll(WORDS, (word) => replaced.get(word) ?? word);
}
