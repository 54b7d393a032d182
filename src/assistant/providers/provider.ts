import type { LanguageModelV4, SharedV4ProviderOptions } from '@ai-sdk/provider';
import type { ModelEntry, ProviderKind } from '../../core/model-provider.ts';

export type AwsCredentials = { accessKeyId: string; secretAccessKey: string; sessionToken?: string };

/** What signs Bedrock's requests while the person is signed in to AWS. */
export type AwsSigning = {
  signedIn(): boolean;
  /** Good for a while. Rejects, naming the cause and the fix, where there are none. */
  credentials(): Promise<AwsCredentials>;
  /** Told when somebody has signed in or out. */
  subscribe(listener: () => void): () => void;
};

/** How a model is reached. `fetch` is the guarded one: providers make no request but by it. */
export type Connect = {
  entry: ModelEntry;
  /** Without a slash at its end. */
  address: string;
  key: string | undefined;
  fetch: typeof fetch;
  awsCredentials?: () => Promise<AwsCredentials>;
};

/** The part of a provider that is loaded when it is chosen. */
export type ProviderModule = {
  languageModel(connect: Connect): LanguageModelV4;
  /** Of every request. */
  options?: SharedV4ProviderOptions;
};

/** How a provider lists its models: one GET, and the names in what it answers. Undefined names where that is no list. */
export type ModelList = {
  url(address: string): string;
  headers(key: string | undefined): Record<string, string>;
  names(answer: unknown): string[] | undefined;
};

/** What is known of a provider before its code is loaded. */
export type Provider = {
  kind: ProviderKind;
  label: string;
  /** Where its interface begins, without a slash at the end. Empty where there is none: then the entry must name one. */
  default_address(entry: Pick<ModelEntry, 'region'>): string;
  needs_key: boolean;
  /** Where keys are made and what one looks like. */
  key_hint: string;
  example_model: string;
  /** Lower-case names of the only headers that its CORS admits; any but `user-agent` where left out. */
  admitted_headers?: readonly string[];
  models?: ModelList;
  load(): Promise<ProviderModule>;
};
