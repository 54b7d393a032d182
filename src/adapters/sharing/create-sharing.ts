import type { Sharing } from '../../core/ports/sharing.ts';
import type { Storage } from '../../core/ports/stores.ts';

export function createSharing(_parts: { storage: Storage }): Sharing {
  throw new Error('not built yet');
}
