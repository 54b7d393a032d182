import { type CallContext, type FunctionSpec, scalar } from './function-spec.ts';
import { bindAll } from '../sql-parts.ts';

/** `greatest` and `least`: NULL where an argument is. Source: the comparison page of Trino's documentation. */
export const COMPARISON_FUNCTIONS: readonly FunctionSpec[] = [
  scalar('greatest(T, T...) -> T', (args, context) => extreme('greatest', args, context)),
  scalar('least(T, T...) -> T', (args, context) => extreme('least', args, context)),
];

function extreme(name: string, args: readonly string[], context: CallContext): string {
  const { kind } = context.result;
  if (kind === 'json' || kind === 'map') return context.refuse(`values of type ${kind} have no order; cast them`);
  return bindAll(
    args,
    (...values) =>
      `CASE WHEN ${values.map((value) => `${value} IS NULL`).join(' OR ')} THEN NULL ELSE ${name}(${values.join(', ')}) END`,
  );
}
