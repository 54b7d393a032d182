import { expect, it } from 'vitest';
import { reconciledType } from './reconciled-type.ts';

it.each([
  [
    [
      { type: 'DECIMAL(18,2)', whole: 4 },
      { type: 'DECIMAL(18,10)', whole: 2 },
    ],
    'DECIMAL(18,10)',
  ],
  [
    [
      { type: 'DECIMAL(18,2)', whole: 12 },
      { type: 'DECIMAL(27,18)', whole: 9 },
    ],
    'DECIMAL(30,18)',
  ],
  [[{ type: 'DECIMAL(18,2)' }, { type: 'DECIMAL(18,10)' }], 'DECIMAL(26,10)'],
  // More digits than there are: those before the point are kept.
  [
    [
      { type: 'DECIMAL(38,30)', whole: 1 },
      { type: 'DECIMAL(18,2)', whole: 16 },
    ],
    'DECIMAL(38,22)',
  ],
  [
    [
      { type: 'BIGINT', whole: 3 },
      { type: 'DECIMAL(18,4)', whole: 2 },
    ],
    'DECIMAL(18,4)',
  ],
  [[{ type: 'DOUBLE' }, { type: 'DECIMAL(18,2)' }], 'DOUBLE'],
  [[{ type: 'DATE' }, { type: 'TIMESTAMP' }], 'TIMESTAMP'],
  [[{ type: 'VARCHAR' }, { type: 'DECIMAL(18,2)' }], 'VARCHAR'],
  [[{ type: 'BOOLEAN' }, { type: 'BOOLEAN' }], 'BOOLEAN'],
])('%j go into %s', (columns, type) => {
  expect(reconciledType(columns)).toBe(type);
});
