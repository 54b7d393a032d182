import { gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { addressOf } from '../src/assistant/providers/registry.ts';
import { bedrockRegions } from '../src/core/bedrock-regions.ts';
import { providerKinds } from '../src/core/model-provider.ts';
import { awsSources, builtInSources, connectDirective } from './connect-sources.ts';
import { PAGE_CSP } from './vite-plugin-csp.ts';

test('the page may ask its own host, the providers, and models on this computer', () => {
  expect(PAGE_CSP.split('; ')).toContain(connectDirective());
  for (const source of ["'self'", 'https://api.anthropic.com', 'https://bedrock-runtime.eu-central-1.amazonaws.com'])
    expect(builtInSources).toContain(source);
});

test('nothing is admitted but exact hosts, prefixes of Cognito, and ports of this computer', () => {
  const others = builtInSources.filter((source) => !/^(?:'self'|https:\/\/[a-z0-9.-]+\.[a-z]+)$/u.test(source));
  const prefixes = others.filter((source) => /^https:\/\/\*\.auth\.[a-z]+-[a-z]+-\d\.amazoncognito\.com$/u.test(source));
  expect(others.filter((source) => !prefixes.includes(source))).toEqual(['http://localhost:*', 'http://127.0.0.1:*']);
  expect(builtInSources.join(' ')).not.toMatch(/\bs3\b|lambda|sns|\*\.amazonaws\.com/u);
});

test('AWS is admitted by service and region, within what a page can bear', () => {
  for (const host of [
    'athena.eu-west-1',
    'glue.ap-southeast-3',
    'monitoring.us-east-2',
    'sts.sa-east-1',
    'api.pricing.us-east-1',
  ])
    expect(awsSources).toContain(`https://${host}.amazonaws.com`);
  expect(awsSources).toContain('https://*.auth.eu-central-1.amazoncognito.com');
  expect(new Set(awsSources).size).toBe(awsSources.length);
  expect(connectDirective().length).toBeLessThan(14_000);
  expect(gzipSync(connectDirective()).length).toBeLessThan(1500);
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
