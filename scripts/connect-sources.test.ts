import { expect, test } from 'vitest';
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
