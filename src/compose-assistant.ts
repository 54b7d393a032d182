import { readSiteConfig } from './adapters/config/read-site-config.ts';
import { commandInfos } from './assistant/commands/command-table.ts';
import { planCommand } from './assistant/commands/plan-command.ts';
import { ToolInputError } from './core/app-error.ts';
import type { KeyVault } from './core/ports/key-vault.ts';
import type { Assistant } from './assistant/assistant.ts';
import { createAssistant, type AssistantDeps } from './assistant/create-assistant.ts';

export type ChatParts = Omit<AssistantDeps, 'planCommand' | 'commandInfos' | 'keys' | 'site'>;

/** The chat, loaded when the pane or the models' settings first open. */
export async function composeAssistant(parts: ChatParts): Promise<Assistant> {
  const { config, problem } = await readSiteConfig();
  if (problem !== undefined) parts.onProblem(new ToolInputError(problem));
  return await createAssistant({ ...parts, keys: memoryKeys(), site: config.models, planCommand, commandInfos });
}

function memoryKeys(): KeyVault {
  const keys = new Map<string, string>();
  const listeners = new Set<() => void>();
  const tell = (): void => {
    for (const listener of listeners) listener();
  };
  return {
    state: (id) => (keys.has(id) ? { kept: 'memory', locked: false } : { kept: 'none' }),
    key: (id) => keys.get(id),
    set: async (id, key) => {
      keys.set(id, key);
      tell();
    },
    canUsePasskey: () => Promise.resolve(false),
    remember: () => Promise.reject(new ToolInputError('remember: keys are kept in memory only')),
    unlock: () => Promise.reject(new ToolInputError('unlock: no key is kept on this device')),
    remove: async (id) => {
      keys.delete(id);
      tell();
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
