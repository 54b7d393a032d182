import type { EngineFault } from '../../../workers/engine/protocol.ts';

/** A fault as the engine's worker said it, on its way to be made into what the caller is to see. */
export class EngineFaultError extends Error {
  override readonly name = 'EngineFaultError';
  readonly fault: EngineFault;
  constructor(fault: EngineFault) {
    super(fault.message);
    this.fault = fault;
  }
}
