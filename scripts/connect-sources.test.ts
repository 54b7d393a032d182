import { expect, test } from 'vitest';
import { addressOf } from '../src/assistant/providers/registry.ts';
import { bedrockRegions } from '../src/core/bedrock-regions.ts';
import { providerKinds } from '../src/core/model-provider.ts';
import { builtInSources, connectDirective } from './connect-sources.ts';
import { PAGE_CSP } from './vite-plugin-csp.ts';

test('the page may ask its own host, the providers, and models on this computer', () => {
  expect(PAGE_CSP.split('; ')).toContain(connectDirective());
  for (const source of ["'self'", 'https://api.anthropic.com', 'https://bedrock-runtime.eu-central-1.amazonaws.com'])
    expect(builtInSources).toContain(source);
});

test('nothing is admitted but exact hosts, and ports of this computer', () => {
  const others = builtInSources.filter((source) => !/^(?:'self'|https:\/\/[a-z0-9.-]+\.[a-z]+)$/u.test(source));
  expect(others).toEqual(['http://localhost:*', 'http://127.0.0.1:*']);
  expect(builtInSources.join(' ')).not.toMatch(/s3|https:\/\/\*/u);
});

test('what a site adds stands once', () => {
  expect(connectDirective(['https://models.example.com', 'https://api.openai.com'])).toBe(
    `${connectDirective()} https://models.example.com`,
  );
});

test('every provider is admitted at its own address, Bedrock in each of its regions', () => {
  for (const kind of providerKinds) {
    const regions = kind === 'bedrock' ? bedrockRegions.map((region) => ({ region })) : [{}];
    for (const region of regions) {
      const { origin } = new URL(addressOf({ id: 'x', kind, model: 'x', ...region }));
      expect(builtInSources, kind).toContain(origin.replace(/^(http:.*):\d+$/u, '$1:*'));
    }
  }
});
