import { providerKinds, type ModelEntry, type ProviderKind } from '../../../core/model-provider.ts';

/** A model as it stands in the dialog's fields. */
export type ModelFields = { kind: ProviderKind; model: string; base_url: string; region: string };

export function fieldsOf(entry: ModelEntry | undefined): ModelFields {
  return {
    kind: entry?.kind ?? 'openai',
    model: entry?.model ?? '',
    base_url: entry?.base_url ?? '',
    region: entry?.region ?? '',
  };
}

/** The entry that the fields mean; empty ones are left out. A new one gets an id of its kind and model that `taken` has not. */
export function entryFrom(fields: ModelFields, id: string | undefined, taken: readonly string[]): ModelEntry {
  const base_url = fields.base_url.trim();
  const region = fields.region.trim();
  const model = fields.model.trim();
  return {
    id: id ?? freeId(`${fields.kind}-${model}`, taken),
    kind: fields.kind,
    model,
    ...(base_url === '' ? {} : { base_url }),
    ...(region === '' || fields.kind !== 'bedrock' ? {} : { region }),
  };
}

const LONGEST = 56;

function freeId(wish: string, taken: readonly string[]): string {
  const id = wish.replaceAll(/[^A-Za-z0-9._-]+/gu, '-').slice(0, LONGEST);
  for (let count = 1; ; count += 1) {
    const next = count === 1 ? id : `${id}-${count}`;
    if (!taken.includes(next)) return next;
  }
}

export function readKind(value: string): ProviderKind | undefined {
  return providerKinds.find((kind) => kind === value);
}
