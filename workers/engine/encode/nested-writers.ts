import { type Data, DataType, Field, type Vector } from 'apache-arrow';
import { JsonBytes } from './json-bytes.ts';

type Write = (row: number, out: JsonBytes) => void;
type WriterOf = (field: Field, data: Data) => Write;

const COMMA = 44;

/** Lists as arrays, structs and maps as objects, a union as the value it holds, an enum as its text. */
export function nestedWriter(field: Field, data: Data, writerOf: WriterOf): Write {
  const { type } = data;
  if (DataType.isList(type))
    return listWriter(data, writerOf, (row) => [data.valueOffsets[row] ?? 0, data.valueOffsets[row + 1] ?? 0]);
  if (DataType.isFixedSizeList(type)) {
    const size = type.listSize;
    return listWriter(data, writerOf, (row) => [(row + data.offset) * size, (row + data.offset + 1) * size]);
  }
  if (DataType.isStruct(type)) return structWriter(data, writerOf);
  if (DataType.isMap(type)) return mapWriter(data, writerOf);
  if (DataType.isUnion(type)) return unionWriter(data, writerOf);
  if (DataType.isDictionary(type)) return enumWriter(field, data);
  throw new Error(`The column "${field.name}" has a type that cannot be answered; cast it to VARCHAR`);
}

function childWriter(data: Data, at: number, writerOf: WriterOf): Write {
  const field: Field | undefined = data.type.children?.[at];
  const child = data.children[at];
  if (field === undefined || child === undefined) throw new Error(`A nested column lacks its part ${at}`);
  return writerOf(field, child);
}

function listWriter(data: Data, writerOf: WriterOf, range: (row: number) => [number, number]): Write {
  const write = childWriter(data, 0, writerOf);
  return (row, out) => {
    const [start, end] = range(row);
    out.ascii('[');
    for (let at = start; at < end; at++) {
      if (at > start) out.byte(COMMA);
      write(at, out);
    }
    out.ascii(']');
  };
}

function structWriter(data: Data, writerOf: WriterOf): Write {
  const fields: Field[] = data.type.children ?? [];
  const parts = fields.map((field, at) => ({ key: `${JSON.stringify(field.name)}:`, write: childWriter(data, at, writerOf) }));
  return (row, out) => {
    out.ascii('{');
    parts.forEach(({ key, write }, at) => {
      if (at > 0) out.byte(COMMA);
      writeKey(key, out);
      write(row, out);
    });
    out.ascii('}');
  };
}

function writeKey(key: string, out: JsonBytes): void {
  out.raw(new TextEncoder().encode(key));
}

/**
 * Booleans are bytes that only the field's metadata tells from numbers, and DuckDB leaves it out for the values of a map. A tinyint is
 * never among them: the translator widens it.
 */
function mapValueWriter(entries: Data, writerOf: WriterOf): Write {
  const field: Field | undefined = entries.type.children?.[1];
  const data = entries.children[1];
  if (field !== undefined && data !== undefined && DataType.isInt(field.type) && field.type.bitWidth === 8 && field.type.isSigned)
    return writerOf(new Field(field.name, field.type, field.nullable, new Map([['ARROW:extension:name', 'arrow.bool8']])), data);
  return childWriter(entries, 1, writerOf);
}

/** Keys that are no text (numbers, dates) become text: JSON has no other keys. */
function mapWriter(data: Data, writerOf: WriterOf): Write {
  const entries = data.children[0];
  if (entries === undefined) throw new Error('A map column lacks its entries');
  const writeKeyCell = childWriter(entries, 0, writerOf);
  const writeValue = mapValueWriter(entries, writerOf);
  const textKeys = DataType.isUtf8(entries.children[0]?.type);
  return (row, out) => {
    out.ascii('{');
    const start = data.valueOffsets[row] ?? 0;
    const end = data.valueOffsets[row + 1] ?? 0;
    for (let at = start; at < end; at++) {
      if (at > start) out.byte(COMMA);
      if (textKeys) writeKeyCell(at, out);
      else keyAsText(writeKeyCell, at, out);
      out.ascii(':');
      writeValue(at, out);
    }
    out.ascii('}');
  };
}

function keyAsText(write: Write, at: number, out: JsonBytes): void {
  const key = new JsonBytes();
  write(at, key);
  const text = new TextDecoder().decode(key.take());
  if (text.startsWith('"')) writeKey(text, out);
  else out.text(text);
}

function unionWriter(data: Data, writerOf: WriterOf): Write {
  const writers = data.children.map((_child, at) => childWriter(data, at, writerOf));
  const { typeIds } = data;
  return (row, out) => {
    const write = writers[typeIds[row] ?? 0];
    if (write) write(row, out);
    else out.ascii('null');
  };
}

/** This build of DuckDB streams an enum's codes without its texts. */
function enumWriter(field: Field, data: Data): Write {
  const dictionary: Vector | undefined = data.dictionary;
  const texts: string[] = Array.from(dictionary ?? [], (value) => String(value));
  if (texts.length === 0)
    throw new Error(`The column "${field.name}" is an ENUM, which cannot be answered; write CAST("${field.name}" AS VARCHAR)`);
  return (row, out) => out.text(texts[Number(data.values[row])] ?? '');
}
