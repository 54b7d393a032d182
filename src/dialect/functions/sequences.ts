import { arrayOf, BIGINT } from '../types.ts';
import { type CallContext, type FunctionSpec, scalar } from './function-spec.ts';
import { bindAll, unused } from '../sql-parts.ts';

/** Trino makes no longer ones. */
const MOST = 10_000;
const WRONG_WAY =
  'sequence stop value should be greater than or equal to start value if step is greater than zero otherwise stop should be less than or equal to start';

type Build = {
  /** BIGINTs: where the sequence begins and ends, and its step. */
  start: string;
  stop: string;
  step: string;
  /** The element so many steps from the start. */
  element: (index: string) => string;
};

function sequence(context: Pick<CallContext, 'fail' | 'result'>, { start, stop, step, element }: Build): string {
  const fail = (message: string) => context.fail(message, context.result);
  const x = unused(start, stop, step, element(''));
  const count = `((${stop} - ${start}) // ${step} + 1)`;
  return `CASE WHEN ${start} IS NULL OR ${stop} IS NULL OR ${step} IS NULL THEN NULL WHEN ${step} = 0 THEN ${fail('step must not be zero')} WHEN (${step} > 0 AND ${stop} < ${start}) OR (${step} < 0 AND ${stop} > ${start}) THEN ${fail(WRONG_WAY)} WHEN ${count} > ${MOST} THEN ${fail(`result of sequence function must not have more than ${MOST} entries`)} ELSE list_transform(range(${count}), lambda ${x}: ${element(x)}) END`;
}

const towards = (start: string, stop: string) => `(CASE WHEN ${stop} < ${start} THEN -1 ELSE 1 END)`;
const listOf =
  (index: number): NonNullable<FunctionSpec['type']> =>
  ({ types }) =>
    arrayOf(types[index] ?? BIGINT);
const months = (interval: string) => `(date_part('year', ${interval}) * 12 + date_part('month', ${interval}))`;

/** Numbers that count the steps of a type: microseconds of timestamps, days of dates. */
const EPOCH = {
  date: (value: string) => `date_diff('day', DATE '1970-01-01', ${value})`,
  timestamp: (value: string) => `epoch_us(${value})`,
};

function temporal(kind: 'date' | 'timestamp'): FunctionSpec[] {
  const number = EPOCH[kind];
  const back = (value: string) =>
    kind === 'date' ? `DATE '1970-01-01' + CAST(${value} AS INTEGER)` : `make_timestamp(${value})`;
  const steps = kind === 'date' ? (step: string) => `(epoch_us(${step}) // 86400000000)` : (step: string) => `epoch_us(${step})`;
  const even = (context: CallContext, start: string, stop: string, step: string) =>
    bindAll([number(start), number(stop), step], (from, to, by) =>
      sequence(context, { start: from, stop: to, step: by, element: (index) => back(`${from} + ${index} * ${by}`) }),
    );
  const byDay = scalar(
    `sequence(${kind}, ${kind}, interval_day_second) -> array(${kind})`,
    ([start, stop, step], context) => {
      if (kind === 'timestamp') return even(context, start, stop, steps(step));
      const uneven = context.fail('sequence step must be a day interval if start and end values are dates', BIGINT);
      return bindAll([step], (by) =>
        even(context, start, stop, `(CASE WHEN epoch_us(${by}) % 86400000000 = 0 THEN ${steps(by)} ELSE ${uneven} END)`),
      );
    },
    listOf(0),
  );
  const byMonth = scalar(
    `sequence(${kind}, ${kind}, interval_year_month) -> array(${kind})`,
    ([start, stop, step], context) =>
      bindAll([start, stop, months(step)], (from, to, by) =>
        sequence(context, {
          start: '0',
          stop: `date_sub('month', ${from}, ${to})`,
          step: by,
          element: (index) => `CAST(${from} + to_months(CAST(${index} * ${by} AS INTEGER)) AS ${kind.toUpperCase()})`,
        }),
      ),
    listOf(0),
  );
  const byOne = scalar(
    'sequence(date, date) -> array(date)',
    ([start, stop], context) =>
      bindAll([number(start), number(stop)], (from, to) =>
        sequence(context, {
          start: from,
          stop: to,
          step: towards(from, to),
          element: (index) => back(`${from} + ${index} * ${towards(from, to)}`),
        }),
      ),
    listOf(0),
  );
  return kind === 'date' ? [byOne, byDay, byMonth] : [byDay, byMonth];
}

const NUMBERS: readonly FunctionSpec[] = [
  scalar('sequence(bigint, bigint) -> array(bigint)', ([start, stop], context) =>
    bindAll([start, stop], (from, to) =>
      sequence(context, {
        start: from,
        stop: to,
        step: towards(from, to),
        element: (index) => `${from} + ${index} * ${towards(from, to)}`,
      }),
    ),
  ),
  scalar('sequence(bigint, bigint, bigint) -> array(bigint)', ([start, stop, step], context) =>
    bindAll([start, stop, step], (from, to, by) =>
      sequence(context, { start: from, stop: to, step: by, element: (index) => `${from} + ${index} * ${by}` }),
    ),
  ),
];

/** `sequence` of numbers, dates and timestamps, its end included. */
export const SEQUENCE_FUNCTIONS: readonly FunctionSpec[] = [...NUMBERS, ...temporal('date'), ...temporal('timestamp')];
