import { readSiteConfig } from './adapters/config/read-site-config.ts';
import { createKeyVault } from './adapters/keys/create-key-vault.ts';
import { commandInfos } from './assistant/commands/command-table.ts';
import { planCommand } from './assistant/commands/plan-command.ts';
import { ToolInputError } from './core/app-error.ts';
import type { Assistant } from './assistant/assistant.ts';
import { createAssistant, type AssistantDeps } from './assistant/create-assistant.ts';

export type ChatParts = Omit<AssistantDeps, 'planCommand' | 'commandInfos' | 'keys' | 'site'>;

/** The chat, loaded when the pane or the models' settings first open. */
export async function composeAssistant(parts: ChatParts): Promise<Assistant> {
  const [{ config, problem }, keys] = await Promise.all([readSiteConfig(), createKeyVault(parts)]);
  if (problem !== undefined) parts.onProblem(new ToolInputError(problem));
  return await createAssistant({ ...parts, keys, site: config.models, planCommand, commandInfos });
}
