import type { BackupReport } from '../../core/ports/backup.ts';
import type { Retention } from '../../core/ports/stores.ts';
import type { Settings } from '../../core/settings.ts';
import { keptSettingsSchema, type KeptSettings } from './record-schemas.ts';

/** Settings that would be otherwise once theirs are taken, each by the words of its place and its two values. */
export function settingDifferences(mine: Settings, theirs: KeptSettings): BackupReport['settings'] {
  const merged = { ...mine, ...mergedSettings(mine, theirs) };
  const [here, there] = [leaves(keptSettingsSchema.parse(mine)), leaves(keptSettingsSchema.parse(merged))];
  return [...new Set([...here.keys(), ...there.keys()])].flatMap((place) => {
    const [own, other] = [here.get(place) ?? 'not set', there.get(place) ?? 'not set'];
    return own === other ? [] : [{ name: place, mine: own, theirs: other }];
  });
}

/**
 * Theirs in the place of mine, but for what whoever made the archive does not decide: that the log forgets runs that it keeps here, that
 * nobody is asked before something is written, which model answers and what it is told.
 */
export function mergedSettings(mine: Settings, { chat, retention, ...rest }: KeptSettings): Partial<Settings> {
  const { ask, model_id, system_prompt } = mine.chat;
  return {
    ...rest,
    retention: longerRetention(mine.retention, retention),
    chat: { ...chat, ask: chat.ask === 'never' ? ask : chat.ask, model_id, system_prompt },
  };
}

/** What keeps all that either keeps. */
export function longerRetention(a: Retention, b: Retention): Retention {
  return { max_runs: Math.max(a.max_runs, b.max_runs), max_age_days: Math.max(a.max_age_days, b.max_age_days) };
}

function leaves(value: object, place: readonly string[] = []): Map<string, string> {
  const found = new Map<string, string>();
  for (const [key, each] of Object.entries(value) as [string, unknown][]) {
    const at = [...place, key];
    if (typeof each === 'object' && each !== null) for (const [name, text] of leaves(each, at)) found.set(name, text);
    else found.set(words(at), String(each) === '' ? 'empty' : String(each));
  }
  return found;
}

/** "limits", "file_bytes" is "Limits: file bytes". */
function words(place: readonly string[]): string {
  const text = place.join(': ').replace(/_s$/u, ' (seconds)').replaceAll('_', ' ');
  return text.charAt(0).toUpperCase() + text.slice(1);
}
