import type { BackupReport } from '../../core/ports/backup.ts';
import type { Settings } from '../../core/settings.ts';
import { keptSettingsSchema, type KeptSettings } from './record-schemas.ts';

/** Settings that differ, each by the words of its place and its two values. */
export function settingDifferences(mine: Settings, theirs: KeptSettings): BackupReport['settings'] {
  const [here, there] = [leaves(keptSettingsSchema.parse(mine)), leaves(theirs)];
  return [...new Set([...here.keys(), ...there.keys()])].flatMap((place) => {
    const [own, other] = [here.get(place) ?? 'not set', there.get(place) ?? 'not set'];
    return own === other ? [] : [{ name: place, mine: own, theirs: other }];
  });
}

/** Theirs in the place of mine, but for what no archive holds. */
export function mergedSettings(mine: Settings, { chat, ...rest }: KeptSettings): Partial<Settings> {
  return { ...rest, chat: { ...chat, model_id: mine.chat.model_id } };
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
