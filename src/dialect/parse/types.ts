import type { TypeName } from '../ast.ts';
import type { Cursor } from './cursor.ts';
import { INTERVAL_FIELDS } from './words.ts';

/** A type: `bigint`, `decimal(10, 2)`, `array(varchar)`, `map<varchar, double>`, `row(a bigint)`, `timestamp(3) with time zone`. */
export function parseType(cursor: Cursor): TypeName {
  cursor.enter();
  let type = baseType(cursor);
  let dimensions = 0;
  for (; cursor.token.key === 'ARRAY'; dimensions++) {
    cursor.enter();
    cursor.next();
    if (cursor.accept('[')) {
      cursor.integer();
      cursor.expect(']');
    }
    type = { name: 'array', parameters: [type], at: type.at };
  }
  for (; dimensions >= 0; dimensions--) cursor.leave();
  return type;
}

function baseType(cursor: Cursor): TypeName {
  const { token, at } = cursor;
  const after = cursor.peek();
  if (!cursor.isIdentifier()) throw cursor.mismatch('<type>');
  if (token.key === 'ROW' && after.key === '(') return rowType(cursor);
  if (token.key === 'INTERVAL' && INTERVAL_FIELDS.has(after.key)) return intervalType(cursor);
  if (token.key === 'TIMESTAMP' || token.key === 'TIME') return timeType(cursor);
  if (cursor.acceptAll('DOUBLE', 'PRECISION')) return { name: 'double', parameters: [], at };
  if ((token.key === 'ARRAY' || token.key === 'MAP') && after.key === '<') {
    cursor.next();
    cursor.next();
    const parameters = [cursor.rules.type(cursor)];
    if (token.key === 'MAP') {
      cursor.expect(',');
      parameters.push(cursor.rules.type(cursor));
    }
    cursor.expect('>');
    return { name: token.key.toLowerCase(), parameters, at };
  }
  const name = cursor.identifier().text.toLowerCase();
  return { name, parameters: cursor.token.key === '(' ? typeParameters(cursor) : [], at };
}

function typeParameters(cursor: Cursor): (number | TypeName)[] {
  return cursor.parenthesized(() =>
    cursor.list(() => (cursor.token.kind === 'integer' ? wholeNumber(cursor) : cursor.rules.type(cursor))),
  );
}

function wholeNumber(cursor: Cursor): number {
  const token = cursor.next();
  const value = Number(token.value);
  if (!Number.isSafeInteger(value))
    throw cursor.failure(`${token.value.slice(0, 60)} is too large for a type's parameter`, token);
  return value;
}

function intervalType(cursor: Cursor): TypeName {
  const { at } = cursor;
  cursor.next();
  const from = cursor.next().key.toLowerCase();
  if (!cursor.accept('TO')) return { name: `interval ${from}`, parameters: [], at };
  if (!INTERVAL_FIELDS.has(cursor.token.key)) throw cursor.mismatch('MONTH', 'SECOND');
  return { name: `interval ${from} to ${cursor.next().key.toLowerCase()}`, parameters: [], at };
}

function timeType(cursor: Cursor): TypeName {
  const { at } = cursor;
  const base = cursor.next().key.toLowerCase();
  const parameters = cursor.token.key === '(' ? typeParameters(cursor) : [];
  if (cursor.acceptAll('WITHOUT', 'TIME', 'ZONE')) return { name: base, parameters, at };
  if (cursor.acceptAll('WITH', 'TIME', 'ZONE')) return { name: `${base} with time zone`, parameters, at };
  return { name: base, parameters, at };
}

function rowType(cursor: Cursor): TypeName {
  const { at } = cursor;
  cursor.next();
  const fields = cursor.parenthesized(() =>
    cursor.list(() =>
      isFieldName(cursor) ? { name: cursor.identifier(), type: cursor.rules.type(cursor) } : { type: cursor.rules.type(cursor) },
    ),
  );
  return { name: 'row', parameters: [], fields, at };
}

/** Whether a field of a row type has a name: `a bigint` has, `double precision` and `bigint array` have none. */
function isFieldName(cursor: Cursor): boolean {
  if (!cursor.isIdentifier()) return false;
  const [first, second, third] = [cursor.token.key, cursor.peek(), cursor.peek(2).key];
  if (!cursor.isIdentifier(second)) return false;
  if (first === 'DOUBLE' && second.key === 'PRECISION') return false;
  if ((first === 'TIME' || first === 'TIMESTAMP') && second.key === 'WITHOUT') return false;
  if (first === 'INTERVAL' && INTERVAL_FIELDS.has(second.key)) return false;
  return second.key !== 'ARRAY' || ![',', ')', '[', 'ARRAY'].includes(third);
}
