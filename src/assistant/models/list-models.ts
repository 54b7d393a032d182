import type { ModelEntry } from '../../core/model-provider.ts';
import { AnswerFailure } from '../failures/answer-failure.ts';
import { guardedFetch } from '../providers/guarded-fetch.ts';
import { addressOf, providers } from '../providers/registry.ts';
import { keyFor, type ConnectParts } from './connect-model.ts';

/** The names of the models that the provider offers to this key. Throws `AnswerFailure`, or what `signal` was aborted with. */
export async function listModels(entry: ModelEntry, parts: ConnectParts, signal?: AbortSignal): Promise<string[]> {
  const provider = providers[entry.kind];
  const { label, models } = provider;
  if (models === undefined) {
    throw new AnswerFailure(
      'no_list',
      `${label} offers pages no list of its models. Take the name from its console, such as ${provider.example_model}.`,
    );
  }
  const address = addressOf(entry);
  const key = keyFor(entry, parts);
  const fetch = guardedFetch({ provider, address, model: entry.model, key });
  const response = await fetch(models.url(address), {
    headers: models.headers(key),
    ...(signal === undefined ? {} : { signal }),
  });
  const names = models.names(await readJson(response));
  if (names === undefined)
    throw new AnswerFailure(
      'malformed_answer',
      `${address} answers, but with no list of models as ${label} gives one. Check the address.`,
    );
  return names;
}

async function readJson(response: Response): Promise<unknown> {
  try {
    return await response.json();
  } catch {
    return undefined;
  }
}
