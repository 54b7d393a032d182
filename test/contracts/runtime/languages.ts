import type { RuntimeDescriptor } from '../../../workers/kit/runtime-descriptor.ts';
import { javascriptRuntime } from '../../../workers/javascript/runtime.ts';
import { pythonRuntime } from '../../../workers/python/runtime.ts';
import type { ContractId } from './contracts.ts';
import type { Program } from './contract.ts';
import { javascriptPrograms } from '../javascript/programs.ts';
import { pythonPrograms } from '../python/programs.ts';

/** The languages that the suite runs over. A new language adds a line here and a folder with its programs. */
export const languages: { runtime: RuntimeDescriptor; programs: Record<ContractId, Program> }[] = [
  { runtime: pythonRuntime, programs: pythonPrograms },
  { runtime: javascriptRuntime, programs: javascriptPrograms },
];
