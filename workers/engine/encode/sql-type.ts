import { DataType, type Field, Precision } from 'apache-arrow';

const INTEGERS = ['TINYINT', 'SMALLINT', 'INTEGER', 'BIGINT'];
const OPAQUE: Record<string, string> = {
  hugeint: 'HUGEINT',
  uhugeint: 'UHUGEINT',
  bit: 'BIT',
  time_tz: 'TIME WITH TIME ZONE',
  bignum: 'BIGNUM',
  varint: 'BIGNUM',
};
const TIMESTAMPS = ['TIMESTAMP_S', 'TIMESTAMP_MS', 'TIMESTAMP', 'TIMESTAMP_NS'];

/** The kind of value that DuckDB hides in a plain Arrow type, by Arrow's extension metadata: "hugeint", "bool8", "uuid" …; else "". */
export function extension(field: Field): string {
  const name = field.metadata.get('ARROW:extension:name');
  if (name === undefined) return '';
  if (name !== 'arrow.opaque') return name.replace(/^arrow\./u, '');
  return /"type_name":"([^"]*)"/u.exec(field.metadata.get('ARROW:extension:metadata') ?? '')?.[1] ?? '';
}

/** The column's SQL type as DuckDB prints it: `DECIMAL(18,2)`, `MAP(VARCHAR, VARCHAR)`, `STRUCT(a INTEGER)`. */
export function sqlType(field: Field): string {
  const hidden = extension(field);
  if (hidden === 'bool8') return 'BOOLEAN';
  if (hidden === 'uuid') return 'UUID';
  if (hidden === 'json') return 'JSON';
  return OPAQUE[hidden] ?? plainType(field.type);
}

function plainType(type: DataType): string {
  if (DataType.isNull(type)) return '"NULL"';
  if (DataType.isBool(type)) return 'BOOLEAN';
  if (DataType.isInt(type)) return (type.isSigned ? '' : 'U') + (INTEGERS[Math.log2(type.bitWidth) - 3] ?? 'BIGINT');
  if (DataType.isFloat(type)) return type.precision === Precision.DOUBLE ? 'DOUBLE' : 'FLOAT';
  if (DataType.isDecimal(type)) return `DECIMAL(${type.precision},${type.scale})`;
  if (DataType.isDate(type)) return 'DATE';
  if (DataType.isTime(type)) return 'TIME';
  if (DataType.isTimestamp(type)) return type.timezone ? 'TIMESTAMP WITH TIME ZONE' : (TIMESTAMPS[type.unit] ?? 'TIMESTAMP');
  if (DataType.isInterval(type) || DataType.isDuration(type)) return 'INTERVAL';
  if (DataType.isBinary(type) || DataType.isLargeBinary(type) || DataType.isFixedSizeBinary(type)) return 'BLOB';
  return nestedType(type);
}

function nestedType(type: DataType): string {
  const child = (at: number) => {
    const field: Field | undefined = type.children?.[at];
    return field === undefined ? 'VARCHAR' : sqlType(field);
  };
  if (DataType.isList(type)) return `${child(0)}[]`;
  if (DataType.isFixedSizeList(type)) return `${child(0)}[${type.listSize}]`;
  if (DataType.isStruct(type)) return `STRUCT(${members(type.children)})`;
  if (DataType.isUnion(type)) return `UNION(${members(type.children)})`;
  if (DataType.isMap(type)) {
    const [key, value] = type.children[0]?.type.children ?? [];
    return key && value ? `MAP(${sqlType(key)}, ${sqlType(value)})` : 'MAP';
  }
  return DataType.isDictionary(type) ? 'ENUM' : 'VARCHAR';
}

function members(fields: readonly Field[]): string {
  return fields
    .map((field) => `${/^[a-z_]\w*$/u.test(field.name) ? field.name : `"${field.name.replaceAll('"', '""')}"`} ${sqlType(field)}`)
    .join(', ');
}
