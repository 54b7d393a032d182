import { aggregate, type FunctionSpec } from './function-spec.ts';
import { bind, bindAll } from '../sql-parts.ts';

const ONE = ['stddev', 'stddev_pop', 'stddev_samp', 'variance', 'var_pop', 'var_samp', 'kurtosis'];
const PAIRS = ['covar_pop', 'covar_samp'];
/** NULL where they divide by zero. */
const FITS = ['corr', 'regr_intercept', 'regr_slope'];

/** Aggregates of statistics, all of them of doubles. */
export const STATISTICS: readonly FunctionSpec[] = [
  ...ONE.map((name) => aggregate(`${name}(double) -> double`, ([value], { aggregate: call }) => call(name, value))),
  ...PAIRS.map((name) => aggregate(`${name}(double, double) -> double`, ([y, x], { aggregate: call }) => call(name, y, x))),
  ...FITS.map((name) =>
    aggregate(`${name}(double, double) -> double`, ([y, x], { aggregate: call }) =>
      bind(call(name, y, x), (v) => `CASE WHEN isfinite(${v}) THEN ${v} END`),
    ),
  ),
  // DuckDB corrects for the size of the sample, which Trino does not.
  aggregate('skewness(double) -> double', ([value], { aggregate: call }) =>
    bindAll(
      [call('skewness', value), call('count', value)],
      (skewness, count) => `(${skewness} * (${count} - 2) / sqrt(${count} * (${count} - 1)))`,
    ),
  ),
  aggregate(
    'geometric_mean(double) -> double',
    ([value], { aggregate: call }) =>
      `exp(${call('avg', `CASE WHEN ${value} > 0 THEN ln(${value}) WHEN ${value} = 0 THEN CAST('-Infinity' AS DOUBLE) WHEN ${value} < 0 THEN CAST('NaN' AS DOUBLE) END`)})`,
  ),
];
