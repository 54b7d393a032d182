import type { Expression, Identifier } from '../ast.ts';
import { fieldKey, isInteger, quoteText, typeText } from '../types.ts';
import type { Inner } from './calls.ts';
import { castSql } from './casts.ts';
import { coerce, comparisonType } from './operators.ts';
import { columnNotFound, knowsRelation, nameChain, nearest, resolveQualified, type Scope, type Typed } from './scope.ts';
import { failure, type Translation } from './translation.ts';

export function field(translation: Translation, scope: Scope, node: Extract<Expression, { node: 'field' }>, inner: Inner): Typed {
  const chain = nameChain(node);
  if (chain === undefined) return rowField(translation, inner.expression(translation, scope, node.base), node.field);
  for (let length = chain.length; length >= 1; length--) {
    const found = resolveQualified(translation, scope, chain.slice(0, length));
    if (found) return chain.slice(length).reduce((value, name) => rowField(translation, value, name), found);
  }
  const text = chain.map(({ text: part }) => part).join('.');
  throw knowsRelation(scope, chain[0]?.text ?? '')
    ? columnNotFound(translation, scope, text, node.at)
    : translation.error('COLUMN_NOT_FOUND', node.at, `Column '${text}' cannot be resolved: FROM has no ${chain[0]?.text}`, text);
}

function rowField(translation: Translation, base: Typed, name: Identifier): Typed {
  if (base.type.kind === 'row') {
    const at = base.type.fields.findIndex((each) => each.name?.toLowerCase() === name.text.toLowerCase());
    const found = base.type.fields[at];
    if (found) return { sql: `struct_extract(${base.sql}, ${quoteText(fieldKey(found, at))})`, type: found.type };
    const near = nearest(
      name.text,
      base.type.fields.flatMap((each) => each.name ?? []),
    );
    throw translation.error(
      'COLUMN_NOT_FOUND',
      name.at,
      `The row has no field '${name.text}'${near === undefined ? '' : `; did you mean ${near}?`}`,
      name.text,
    );
  }
  if (base.type.kind === 'map')
    throw translation.error(
      'TYPE_MISMATCH',
      name.at,
      `A map has keys, not fields: write element_at(…, '${name.text}') or …['${name.text}']`,
      name.text,
    );
  throw translation.error(
    'TYPE_MISMATCH',
    name.at,
    `Expression of type ${typeText(base.type)} has no field '${name.text}'`,
    name.text,
  );
}

/** Athena gives NULL for a key that a map does not have; an array's element that is not there is an error. */
export function subscript(translation: Translation, base: Typed, index: Typed, at: number): Typed {
  if (base.type.kind === 'map') {
    const key = comparisonType(translation, '[]', base.type.key, index.type, at);
    const map = castSql(translation, base.sql, base.type, { ...base.type, key }) ?? base.sql;
    return { sql: `${map}[${coerce(translation, index, key)}]`, type: base.type.value };
  }
  if (base.type.kind === 'row') {
    const position = Number(index.sql);
    const found = Number.isInteger(position) ? base.type.fields[position - 1] : undefined;
    if (found === undefined)
      throw translation.error(
        'INVALID_FUNCTION_ARGUMENT',
        at,
        `The subscript of a row is a whole number from 1 to ${base.type.fields.length}`,
        '[]',
      );
    return { sql: `struct_extract(${base.sql}, ${quoteText(fieldKey(found, position - 1))})`, type: found.type };
  }
  if (base.type.kind !== 'array' || !isInteger(index.type))
    throw translation.error(
      'TYPE_MISMATCH',
      at,
      `Cannot use ${typeText(index.type)} as a subscript of ${typeText(base.type)}`,
      '[]',
    );
  const { element } = base.type;
  return {
    sql: translation.onceAll(
      [base.sql, index.sql],
      (list, position) =>
        `CASE WHEN ${position} < 1 THEN ${failure('Array subscript must be greater than zero; element_at counts from the end', element)} WHEN ${position} > len(${list}) THEN ${failure('Array subscript must be less than or equal to array length; element_at gives NULL there', element)} ELSE ${list}[${position}] END`,
    ),
    type: element,
  };
}
