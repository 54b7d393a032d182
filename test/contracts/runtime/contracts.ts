import { displayContracts } from './promises/displays.ts';
import { errorContracts } from './promises/errors.ts';
import { fileContracts } from './promises/files.ts';
import { inputContracts } from './promises/inputs.ts';
import { limitContracts } from './promises/limits.ts';
import { outputContracts } from './promises/output.ts';
import { queryContracts } from './promises/queries.ts';
import { stateContracts } from './promises/state.ts';
import { valueContracts } from './promises/values.ts';
import type { Contract } from './contract.ts';

/** All that a language promises, by id. */
export const contracts = {
  ...valueContracts,
  ...errorContracts,
  ...outputContracts,
  ...inputContracts,
  ...fileContracts,
  ...queryContracts,
  ...displayContracts,
  ...limitContracts,
  ...stateContracts,
} satisfies Record<string, Contract>;

export type ContractId = keyof typeof contracts;
