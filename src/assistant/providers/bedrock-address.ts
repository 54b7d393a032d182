import type { ModelEntry } from '../../core/model-provider.ts';

export const DEFAULT_REGION = 'us-east-1';

export function bedrockAddress({ region = DEFAULT_REGION }: Pick<ModelEntry, 'region'>): string {
  return `https://bedrock-runtime.${region}.amazonaws.com`;
}
