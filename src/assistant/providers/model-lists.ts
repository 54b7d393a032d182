import type { ModelList } from './provider.ts';

const bearer = (key: string | undefined): Record<string, string> => (key === undefined ? {} : { authorization: `Bearer ${key}` });

function namesIn(answer: unknown, list: string, field: string): string[] | undefined {
  const found = (answer as Record<string, unknown> | null)?.[list];
  if (!Array.isArray(found)) return undefined;
  return found
    .map((each: unknown) => (each as Record<string, unknown> | null)?.[field])
    .filter((name) => typeof name === 'string')
    .toSorted();
}

/** `GET /models` as OpenAI, Groq, OpenRouter, Ollama, LM Studio and vLLM answer it. */
export const openaiModels: ModelList = {
  url: (address) => `${address}/models`,
  headers: bearer,
  names: (answer) => namesIn(answer, 'data', 'id'),
};

export const anthropicModels: ModelList = {
  url: (address) => `${address}/models?limit=1000`,
  headers: (key) => ({
    ...(key === undefined ? {} : { 'x-api-key': key }),
    'anthropic-version': '2023-06-01',
    'anthropic-dangerous-direct-browser-access': 'true',
  }),
  names: (answer) => namesIn(answer, 'data', 'id'),
};

/** Names are "models/gemini-…"; those that cannot generate text are left out. */
export const geminiModels: ModelList = {
  url: (address) => `${address}/models?pageSize=1000`,
  headers: (key) => (key === undefined ? {} : { 'x-goog-api-key': key }),
  names(answer) {
    const models = (answer as { models?: unknown } | null)?.models;
    if (!Array.isArray(models)) return undefined;
    const generating = models.filter((model: { supportedGenerationMethods?: string[] }) =>
      (model.supportedGenerationMethods ?? ['generateContent']).includes('generateContent'),
    );
    return namesIn({ models: generating }, 'models', 'name')?.map((name) => name.replace(/^models\//u, ''));
  },
};
