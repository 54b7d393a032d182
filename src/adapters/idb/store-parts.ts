import type { ChangeBus } from '../storage/change-bus.ts';
import type { Connection } from './connection.ts';
import type { DamageLog } from './damage-log.ts';
import type { TabPresence } from './tab-presence.ts';

/** What every store of the database stands on. */
export type StoreParts = { connection: Connection; changes: ChangeBus; damage: DamageLog; tabs: TabPresence };
