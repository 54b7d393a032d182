const TAGS = ['node', 'relation', 'statement', 'item', 'grouping', 'bound'];
const PLAIN = new Set(
  'operator left right operand operands items name base index field query low high list pattern expression expressions rows elements sets body start end unit value parts from kind type types parameters'.split(
    ' ',
  ),
);

/** A tree as one line, for tests: `binary(+ a 1)`. Offsets, `false` and empty lists are left out. */
export function showTree(part: unknown): string {
  if (Array.isArray(part)) return `[${part.map(showTree).join(', ')}]`;
  if (typeof part !== 'object' || part === null) return String(part);
  const fields = new Map(Object.entries(part));
  if (fields.has('text') && fields.has('quoted'))
    return fields.get('quoted') === true ? `"${fields.get('text')}"` : String(fields.get('text'));
  if (fields.has('parts')) return (fields.get('parts') as unknown[]).map(showTree).join('.');
  switch (fields.get('node')) {
    case 'name':
      return showTree(fields.get('name'));
    case 'number':
      return fields.get('form') === 'integer' ? String(fields.get('text')) : `${fields.get('text')}:${fields.get('form')}`;
    case 'string':
      return `'${fields.get('value')}'`;
    case 'null':
      return 'NULL';
    case 'boolean':
      return String(fields.get('value'));
    case 'call':
      return showTree(fields.get('call'));
    default:
      return showFields(fields);
  }
}

function showFields(fields: Map<string, unknown>): string {
  const tag = TAGS.filter((key) => typeof fields.get(key) === 'string').slice(0, 1);
  const shown = [...fields]
    .filter(
      ([key, value]) => key !== 'at' && !tag.includes(key) && value !== false && !(Array.isArray(value) && value.length === 0),
    )
    .map(([key, value]) => (value === true ? key : PLAIN.has(key) ? showTree(value) : `${key}:${showTree(value)}`));
  return `${tag.map((key) => String(fields.get(key))).join('')}(${shown.join(' ')})`;
}
