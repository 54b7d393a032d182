import { createKeyVault } from './adapters/keys/create-key-vault.ts';
import { commandInfos } from './assistant/commands/command-table.ts';
import { planCommand } from './assistant/commands/plan-command.ts';
import type { SiteConfig } from './core/config.ts';
import type { Assistant } from './assistant/assistant.ts';
import { createAssistant, type AssistantDeps } from './assistant/create-assistant.ts';

export type ChatParts = Omit<AssistantDeps, 'planCommand' | 'commandInfos' | 'keys' | 'site'> & { config: SiteConfig };

/** The chat, loaded when the pane or the models' settings first open. */
export async function composeAssistant({ config, ...parts }: ChatParts): Promise<Assistant> {
  const keys = await createKeyVault(parts);
  return await createAssistant({ ...parts, keys, site: config.models, planCommand, commandInfos });
}
