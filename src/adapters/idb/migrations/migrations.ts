import { initial } from './v1-initial.ts';
import { conversations } from './v2-conversations.ts';
import { awsCalls } from './v3-aws-calls.ts';
import { sharing } from './v4-sharing.ts';
import type { Migration } from './migration.ts';

/**
 * Every schema version, in order: the database's version is the length of this list. A migration that was released never changes;
 * the next one is a file and a line here, and a golden database of the version before goes beside those in `../golden/`.
 */
export const migrations: readonly Migration[] = [initial, conversations, awsCalls, sharing];
