import { ToolInputError } from '../core/app-error.ts';
import { settingsKeys, settingsSchema, type Settings } from '../core/settings.ts';
import type { SettingsStore } from '../core/ports/stores.ts';

/** The person's settings: read once, applied at once, kept. */
export type SettingsService = {
  current(): Settings;
  update(patch: Partial<Settings>): Promise<void>;
  subscribe(listener: () => void): () => void;
  /** Reads them again, after another tab changed them. */
  reload(): Promise<void>;
};

export async function createSettings(store: SettingsStore): Promise<SettingsService> {
  const listeners = new Set<() => void>();
  const read = async (): Promise<Settings> =>
    (await store.get(settingsKeys.settings, settingsSchema)) ?? settingsSchema.parse({});
  let settings = await read();
  const apply = (next: Settings): void => {
    settings = next;
    for (const listener of listeners) listener();
  };
  return {
    current: () => settings,
    async update(patch) {
      const parsed = settingsSchema.safeParse({ ...settings, ...patch });
      if (!parsed.success) {
        const issue = parsed.error.issues[0];
        throw new ToolInputError(`settings: ${issue?.path.join('.') ?? ''}: ${issue?.message ?? 'is not valid'}`);
      }
      apply(parsed.data);
      await store.set(settingsKeys.settings, parsed.data);
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    reload: async () => apply(await read()),
  };
}
