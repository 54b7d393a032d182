import { createAmazonBedrock } from '@ai-sdk/amazon-bedrock';
import { DEFAULT_BEDROCK_REGION } from '../../core/bedrock-regions.ts';
import type { ProviderModule } from './provider.ts';

/** Bedrock's Converse interface: by an API key, else signed with the page's AWS credentials. */
export const bedrock: ProviderModule = {
  languageModel: ({ entry, address, key, fetch, awsCredentials }) =>
    createAmazonBedrock({
      region: entry.region ?? DEFAULT_BEDROCK_REGION,
      baseURL: address,
      fetch,
      ...(key === undefined && awsCredentials !== undefined ? { credentialProvider: awsCredentials } : { apiKey: key ?? '' }),
    })(entry.model),
};
