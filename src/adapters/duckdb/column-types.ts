import type { BillingColumn } from '../../core/billing/billing-column.ts';
import { AMOUNT_MAP_TYPE, MAP_TYPE } from './local/json-map-sql.ts';

/** The SQL type of each type of billing column, where no file says how many digits there are. */
export const COLUMN_TYPES: Record<BillingColumn['type'], string> = {
  text: 'VARCHAR',
  number: 'DECIMAL(18,10)',
  time: 'TIMESTAMP',
  map: MAP_TYPE,
  amounts: AMOUNT_MAP_TYPE,
};
