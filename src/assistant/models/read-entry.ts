import { ToolInputError } from '../../core/app-error.ts';
import { modelEntrySchema, type ModelEntry } from '../../core/model-provider.ts';
import { addressOf, providers } from '../providers/registry.ts';

/** Throws `ToolInputError` naming field, value and fix. */
export function readEntry(entry: ModelEntry): ModelEntry {
  const { base_url, region, ...rest } = entry;
  const plain = {
    ...rest,
    model: rest.model.trim(),
    ...(base_url === undefined || base_url.trim() === '' ? {} : { base_url: base_url.trim() }),
    ...(region === undefined || region.trim() === '' ? {} : { region: region.trim() }),
  };
  const parsed = modelEntrySchema.safeParse(plain);
  if (!parsed.success) {
    const issue = parsed.error.issues[0];
    const field = String(issue?.path[0] ?? 'model');
    const value = (plain as Record<string, unknown>)[field];
    const wants =
      field === 'model'
        ? `wants the provider's name of the model, such as ${providers[rest.kind].example_model}`
        : (issue?.message ?? 'is not valid');
    throw new ToolInputError(`${field}: ${JSON.stringify(value) ?? 'nothing'} ${wants}`);
  }
  addressOf(parsed.data);
  return parsed.data;
}
