import { ToolInputError } from '../../core/app-error.ts';
import type { ModelEntry } from '../../core/model-provider.ts';
import type { SettingsService } from '../../tools/settings-service.ts';
import type { Assistant, ModelInfo, ModelSource } from '../assistant.ts';
import { addressOf, providers } from '../providers/registry.ts';
import { checkModel } from './check-model.ts';
import { keyFor, type ConnectParts } from './connect-model.ts';
import { listModels } from './list-models.ts';
import { readEntry } from './read-entry.ts';

type ModelParts = { settings: SettingsService; site: readonly ModelEntry[]; connect: ConnectParts };

export type ModelService = Assistant['models'] & { find(id: string): ModelEntry | undefined };

/** The models of the site's configuration and the person's own, with one entry an id: the site's comes first. */
export function createModelService({ settings, site, connect }: ModelParts): ModelService {
  const own = (): readonly ModelEntry[] => settings.current().models.filter(({ id }) => site.every((entry) => entry.id !== id));
  const infos = (): ModelInfo[] => [
    ...site.map((entry) => info(entry, 'config')),
    ...own().map((entry) => info(entry, 'person')),
  ];

  function info(entry: ModelEntry, source: ModelSource): ModelInfo {
    return { ...entry, source, ready: isReady(entry), needs_key: providers[entry.kind].needs_key, address: addressOrText(entry) };
  }

  function isReady(entry: ModelEntry): boolean {
    try {
      addressOf(entry);
      keyFor(entry, connect);
      return true;
    } catch {
      return false;
    }
  }

  return {
    list: infos,
    find: (id) => [...site, ...own()].find((entry) => entry.id === id),
    async put(entry) {
      const parsed = readEntry(entry);
      if (site.some(({ id }) => id === parsed.id)) {
        throw new ToolInputError(
          `id: "${parsed.id}" is a model of this site's configuration, which only its host changes; take another id.`,
        );
      }
      const { models } = settings.current();
      const known = models.some(({ id }) => id === parsed.id);
      await settings.update({
        models: known ? models.map((each) => (each.id === parsed.id ? parsed : each)) : [...models, parsed],
      });
    },
    async remove(id) {
      await connect.keys.remove(id);
      const { models, chat } = settings.current();
      await settings.update({
        models: models.filter((each) => each.id !== id),
        ...(chat.model_id === id ? { chat: { ...chat, model_id: null } } : {}),
      });
    },
    available: async (entry, signal) => await listModels(readEntry(entry), connect, signal),
    check: async (entry, signal) => await checkModel(entry, connect, signal),
    kinds: () =>
      Object.values(providers).map(({ kind, label, default_address, needs_key, key_hint, example_model }) => ({
        kind,
        label,
        default_address: default_address({}),
        needs_key,
        key_hint,
        example_model,
      })),
    subscribe(listener) {
      const ends = [settings.subscribe(listener), connect.keys.subscribe(listener), connect.aws?.subscribe(listener)];
      return () => {
        for (const end of ends) end?.();
      };
    },
  };
}

function addressOrText(entry: ModelEntry): string {
  try {
    return addressOf(entry);
  } catch {
    return entry.base_url ?? '';
  }
}
