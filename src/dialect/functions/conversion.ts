import { quoteText, type TrinoType, typeText } from '../types.ts';
import { type CallContext, type FunctionSpec, scalar } from './function-spec.ts';
import { readFormat } from './format-host.ts';
import { checked, host } from './host-call.ts';

/** Source: the conversion functions page of Trino's documentation. */
export const CONVERSION_FUNCTIONS: readonly FunctionSpec[] = [
  scalar('typeof(any) -> varchar', (_, { types }) => quoteText(typeText(types[0]))),
  scalar('format(varchar, any...) -> varchar', (args, context) => formatted(args, context)),
  scalar('format_number(bigint) -> varchar', ([value]) => host('sb_format_number', value)),
  scalar('format_number(double) -> varchar', ([value]) => host('sb_format_number', `CAST(trunc(${value}) AS HUGEINT)`)),
];

/** How a value reaches the host, and which conversions take it. */
function formatKind(type: TrinoType, context: CallContext): string {
  switch (type.kind) {
    case 'tinyint':
    case 'smallint':
    case 'integer':
    case 'bigint':
      return 'integer';
    case 'double':
    case 'decimal':
    case 'boolean':
    case 'date':
      return type.kind;
    case 'real':
      return 'double';
    case 'varchar':
    case 'char':
    case 'json':
    case 'uuid':
    case 'unknown':
      return 'text';
    default:
      return context.refuse(`a value of type ${typeText(type)} has no format here; cast it to varchar, or use date_format`);
  }
}

function formatted([format = "''", ...values]: readonly string[], context: CallContext): string {
  const kinds = values.map((_, at) => formatKind(context.types[at + 1] ?? { kind: 'unknown' }, context));
  const constant = context.constant(0);
  if (constant !== undefined) {
    const read = readFormat(constant, kinds);
    if (typeof read === 'string') context.refuse(read);
  }
  return checked(host('sb_format', format, quoteText(kinds.join(',')), ...values), context);
}
