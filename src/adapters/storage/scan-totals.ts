import { z } from 'zod';
import type { ScanTotals } from '../../core/ports/scan-totals.ts';
import type { SettingsStore } from '../../core/ports/stores.ts';
import { settingsKeys } from '../../core/settings.ts';
import { withLock } from '../../core/web-locks.ts';

const totalSchema = z.object({ day: z.string(), bytes: z.number().nonnegative() });

/** The totals over the settings; of one day only, the last that something was added to. */
export function createScanTotals(settings: SettingsStore): ScanTotals {
  let last: Promise<unknown> = Promise.resolve();
  const total = async (): Promise<z.infer<typeof totalSchema> | undefined> =>
    await settings.get(settingsKeys.scanned, totalSchema);

  const add = async (day: string, bytes: number): Promise<number> => {
    const kept = await total();
    // What is still counted of a day that is over changes nothing any more.
    if (kept !== undefined && kept.day > day) return 0;
    const next = Math.max(0, (kept?.day === day ? kept.bytes : 0) + bytes);
    await settings.set(settingsKeys.scanned, { day, bytes: next });
    return next;
  };

  return {
    async read(day) {
      const kept = await total();
      return kept?.day === day ? kept.bytes : 0;
    },
    add(day, bytes) {
      const turn = last.then(() => withLock(navigator.locks, 'sandbank/scanned', {}, () => add(day, bytes)));
      last = turn.catch(() => undefined);
      return turn;
    },
  };
}
