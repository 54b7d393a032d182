import { expect, test } from 'vitest';
import { ToolInputError } from '../../core/app-error.ts';
import { siteConfigSchema } from '../../core/config.ts';
import { parseSiteConfig } from './parse-site-config.ts';

const empty = siteConfigSchema.parse({});

const model = { id: 'gemini', kind: 'gemini', model: 'gemini-3-pro' };

const refusal = (value: unknown): string => {
  try {
    parseSiteConfig(typeof value === 'string' ? value : JSON.stringify(value));
  } catch (error) {
    expect(error).toBeInstanceOf(ToolInputError);
    return (error as Error).message;
  }
  return 'taken';
};

test('takes an empty one, and one with a schema, a byte order mark and models', () => {
  expect(parseSiteConfig('{}')).toEqual(empty);
  expect(
    parseSiteConfig(`\uFEFF${JSON.stringify({ $schema: './sandbank.config.schema.json', models: [model] })}`).models,
  ).toEqual([model]);
});

test('names file, place, value and fix', () => {
  expect(refusal({ models: [model, { ...model, id: 'a b' }] })).toBe(
    'sandbank.config.json: models[1].id: got "a b", wants letters, digits, dot, dash and underscore, 64 at most',
  );
  expect(refusal({ models: {} })).toBe('sandbank.config.json: models: got {}, wants an array');
  expect(refusal([])).toContain('sandbank.config.json: the whole: got [], wants an object');
  expect(refusal({ models: [{ kind: 'openai' }] })).toContain('models[0].id: got nothing, wants a string');
  expect(refusal({ models: [{ ...model, kind: 'openai-compatible' }] })).toContain('models[0].base_url: is missing');
  expect(refusal('')).toContain('sandbank.config.json is no JSON');
});

test('takes no address that a model could not be asked at', () => {
  const told = (base_url: string) => refusal({ models: [{ ...model, base_url }] });
  expect(told('http://models.example.com')).toContain('models[0].base_url: "http://models.example.com" would send the key');
  expect(told('http://models.localhost')).toContain('for this computer only (localhost, 127.0.0.1)');
  expect(told('https://[2001:db8::1]/v1')).toContain('IPv6');
  expect(told('models.example.com')).toContain('is no address');
  expect(told('ftp://models.example.com')).toContain('is no web address');
});

test('never shows a key or a password', () => {
  const told = refusal({ models: [{ ...model, api_key: 'sk-secret' }] });
  expect(told).toContain('models[0]: "api_key" is no key of it; take it out. A key never stands in this file');
  const address = refusal({ models: [{ ...model, base_url: 'https://me:sk-secret@models.example.com' }] });
  expect(address).toContain('models[0].base_url: holds a user name or password');
  expect(told + address).not.toContain('sk-secret');
});

test('takes exact origins that may embed the page', () => {
  const embed_origins = ['https://dashboards.example.com', 'http://127.0.0.1:8080', 'https://xn--mnchen-3ya.example:8443'];
  expect(parseSiteConfig(JSON.stringify({ embed_origins })).embed_origins).toEqual(embed_origins);
});

test.each([
  ['*', 'embed_origins[0]: "*" has a wildcard; name each origin in full'],
  ['https://*.example.com', '"https://*.example.com" has a wildcard'],
  ['dashboards.example.com', 'is no origin; give one such as "https://dashboards.example.com"'],
  ['null', '"null" is no origin'],
  ['http://dashboards.example.com', 'can be forged by whoever is on the network; use https://'],
  ['file:///tmp', 'is no web origin'],
  ['https://dashboards.example.com/', 'write "https://dashboards.example.com", without a path'],
  ['https://dashboards.example.com/finops', 'write "https://dashboards.example.com", without a path'],
  ['https://Dashboards.example.com', 'write "https://dashboards.example.com"'],
  ['https://dashboards.example.com:443', 'write "https://dashboards.example.com"'],
  ['https://münchen.example', 'write "https://xn--mnchen-3ya.example"'],
])('takes no origin that says less than one origin: %s', (origin, told) => {
  expect(refusal({ embed_origins: [origin] })).toContain(told);
});

test('names an origin that stands there twice, and never shows a password', () => {
  expect(refusal({ embed_origins: ['https://a.example', 'https://a.example'] })).toContain(
    'embed_origins[1]: "https://a.example" is that of embed_origins[0] too',
  );
  const secret = refusal({ embed_origins: ['https://me:sk-secret@a.example'] });
  expect(secret).toContain('embed_origins[0]: holds a user name or password; an origin has none: "https://a.example"');
  expect(secret).not.toContain('sk-secret');
});
