import type { LanguageModelV4, SharedV4ProviderOptions } from '@ai-sdk/provider';
import { AppError } from '../../core/app-error.ts';
import type { ModelEntry } from '../../core/model-provider.ts';
import type { KeyVault } from '../../core/ports/key-vault.ts';
import { AnswerFailure } from '../failures/answer-failure.ts';
import { guardedFetch } from '../providers/guarded-fetch.ts';
import type { AwsSigning, ProviderModule } from '../providers/provider.ts';
import { addressOf, providers } from '../providers/registry.ts';

/** A model that can be asked. */
export type ConnectedModel = {
  entry: ModelEntry;
  label: string;
  /** For taking it out of messages only. */
  key: string | undefined;
  languageModel: LanguageModelV4;
  options: SharedV4ProviderOptions | undefined;
};

export type ConnectParts = { keys: KeyVault; aws?: AwsSigning };

/** Loads the provider's code. Throws `AnswerFailure` (no key, a locked key, code that doesn't load) and `ToolInputError` (its address). */
export async function connectModel(entry: ModelEntry, parts: ConnectParts): Promise<ConnectedModel> {
  const provider = providers[entry.kind];
  const address = addressOf(entry);
  const key = keyFor(entry, parts);
  const { languageModel, options } = await loaded(provider.label, provider.load);
  const fetch = guardedFetch({ provider, address, model: entry.model, key });
  const { aws } = parts;
  if (entry.kind === 'bedrock' && key === undefined && aws !== undefined) await refuseWithoutCredentials(aws);
  const signing = aws === undefined ? {} : { awsCredentials: () => aws.credentials() };
  return { entry, label: provider.label, key, options, languageModel: languageModel({ entry, address, key, fetch, ...signing }) };
}

/** The entry's key; undefined where it wants none. Throws `AnswerFailure`. */
export function keyFor(entry: ModelEntry, { keys, aws }: ConnectParts): string | undefined {
  const key = keys.key(entry.id);
  if (key !== undefined) return key;
  const state = keys.state(entry.id);
  const { label, needs_key, key_hint } = providers[entry.kind];
  if (state.kept !== 'none' && state.locked) {
    throw new AnswerFailure(
      'key_locked',
      `The key of "${entry.id}" is kept locked on this device. Unlock it in the models' settings, then retry.`,
    );
  }
  if (!needs_key || (entry.kind === 'bedrock' && aws?.signedIn() === true)) return undefined;
  throw new AnswerFailure(
    'no_key',
    `${label} wants a key, and there is none for "${entry.id}". Give it in the models' settings. ${key_hint}`,
  );
}

/** Looks that there are credentials: the provider's code would hide what AWS's sign-in says of the want of them. */
async function refuseWithoutCredentials(aws: AwsSigning): Promise<void> {
  try {
    await aws.credentials();
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    throw new AnswerFailure('no_key', `Amazon Bedrock was not asked: ${error.message}`, { cause: error });
  }
}

async function loaded(label: string, load: () => Promise<ProviderModule>): Promise<ProviderModule> {
  try {
    return await load();
  } catch (error) {
    throw new AnswerFailure(
      'network',
      `The page's own code for ${label} could not be loaded. Check the connection and reload the page.`,
      { cause: error },
    );
  }
}
