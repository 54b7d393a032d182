import { FORMAT_HOST_FUNCTIONS } from './functions/format-host.ts';
import { JSON_HOST_FUNCTIONS } from './functions/json-host.ts';
import { MATH_HOST_FUNCTIONS } from './functions/math-host.ts';
import { NUMBER_HOST_FUNCTIONS } from './functions/number-host.ts';
import { REGEXP_HOST_FUNCTIONS } from './functions/regexp-host.ts';
import { STRING_HOST_FUNCTIONS } from './functions/string-host.ts';
import { TIME_HOST_FUNCTIONS } from './functions/time-zone-host.ts';
import { URL_HOST_FUNCTIONS } from './functions/url-host.ts';
import type { HostFunction } from './host-functions.ts';

/** Every function of JavaScript that translated SQL may call. */
export const ALL_HOST_FUNCTIONS: readonly HostFunction[] = [
  ...FORMAT_HOST_FUNCTIONS,
  ...JSON_HOST_FUNCTIONS,
  ...MATH_HOST_FUNCTIONS,
  ...NUMBER_HOST_FUNCTIONS,
  ...REGEXP_HOST_FUNCTIONS,
  ...STRING_HOST_FUNCTIONS,
  ...TIME_HOST_FUNCTIONS,
  ...URL_HOST_FUNCTIONS,
];
