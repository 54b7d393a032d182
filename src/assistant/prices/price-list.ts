import type { ProviderKind } from '../../core/model-provider.ts';

/** US dollars per million tokens, as decimal texts. */
export type Price = {
  kind: ProviderKind;
  /** The provider's name of the model; a dated name of the same model begins with it. */
  model: string;
  input: string;
  cached_input?: string;
  output: string;
  /** The day on which the source said so. */
  on: string;
  source: string;
};

export const prices: readonly Price[] = [];
