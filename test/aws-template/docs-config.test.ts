import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { projectRoot } from '../../scripts/setup/project.mjs';
import { parseSiteConfig } from '../../src/adapters/config/parse-site-config.ts';
import { makeStack, requiredIn } from './evaluate.ts';
import { everythingAllowed, sandbankTemplate } from './sandbank-template.ts';
import type { TemplateObject } from './template-file.ts';

const folder = path.join(projectRoot, 'docs/aws');
const template = sandbankTemplate();

interface Page {
  file: string;
  text: string;
  /** The texts of its ```json blocks. */
  json: string[];
}

const pages: Page[] = readdirSync(folder)
  .filter((file) => file.endsWith('.md'))
  .map((file) => {
    const text = readFileSync(path.join(folder, file), 'utf8');
    return { file, text, json: [...text.matchAll(/^```json\n(.*?)^```$/gms)].map((block) => block[1] ?? '') };
  });

const parsed = (text: string) => JSON.parse(text) as TemplateObject | TemplateObject[];
const isConfig = (text: string) => 'aws' in parsed(text);

describe.each(pages)('$file', ({ file, text, json }) => {
  test('its JSON is JSON, and its configurations are configurations', () => {
    for (const block of json) expect.soft(() => parsed(block), block).not.toThrow();
    for (const block of json.filter(isConfig)) expect.soft(() => parseSiteConfig(block), block).not.toThrow();
    if (file !== 'permissions.md') expect(json.filter(isConfig).length).toBeGreaterThan(0);
  });

  test('the parameters and outputs that it names are in the template', () => {
    const given = [...text.matchAll(/^\s+([A-Z][A-Za-z0-9]+)=/gm)].map((match) => match[1] ?? '');
    const asked = [...text.matchAll(/OutputKey==`([A-Za-z]+)`/g)].map((match) => match[1] ?? '');
    for (const name of given) expect.soft(Object.keys(template.Parameters)).toContain(name);
    for (const name of asked) expect.soft(Object.keys(template.Outputs)).toContain(name);
    for (const match of text.matchAll(/`([A-Z][a-z]+[A-Z0-9][A-Za-z0-9]*)`/g)) {
      const name = match[1] ?? '';
      const known = name in template.Parameters || name in template.Outputs || name in template.Resources;
      expect.soft(known || foreignNames.has(name), name).toBe(true);
    }
  });

  test('its links lead somewhere', () => {
    for (const match of text.matchAll(/\]\((?!https:)([^)#]+)/g)) {
      expect.soft(() => readFileSync(path.join(folder, match[1] ?? '')), match[1]).not.toThrow();
    }
  });
});

/** Names of that form which are AWS's and not the template's. */
const foreignNames = new Set(['AwsDataCatalog']);

test('the permissions that are written down are those of the role', () => {
  const text = pages.find((page) => page.file === 'permissions.md')?.text ?? '';
  const rows = text.split('\n').filter((line) => line.startsWith('|'));
  const written = new Set([...rows.join('\n').matchAll(/`([a-z0-9]+:[A-Z][A-Za-z]+)`/g)].map((match) => match[1]));
  const role = requiredIn(makeStack(sandbankTemplate(), everythingAllowed), 'AnalystRole');
  const statements = (role['Policies'] as { PolicyDocument: { Statement: TemplateObject[] } }[]).flatMap(
    (policy) => policy.PolicyDocument.Statement,
  );
  const allowed = statements.filter((statement) => statement['Effect'] === 'Allow').flatMap((statement) => statement['Action']);
  expect(written).toEqual(new Set(allowed));
});

test('the CORS rule to paste is the one of the result bucket', () => {
  const blocks = pages.find((page) => page.file === 'permissions.md')?.json.map(parsed) ?? [];
  const [pasted] = blocks.find((block): block is TemplateObject[] => Array.isArray(block)) ?? [];
  const bucket = requiredIn(makeStack(sandbankTemplate(), everythingAllowed), 'ResultBucket');
  const [rule] = (bucket['CorsConfiguration'] as { CorsRules: TemplateObject[] }).CorsRules;
  // S3's own names differ from CloudFormation's.
  expect(pasted).toEqual({
    AllowedOrigins: ['https://sandbank.example.com'],
    AllowedMethods: rule?.['AllowedMethods'],
    AllowedHeaders: rule?.['AllowedHeaders'],
    ExposeHeaders: rule?.['ExposedHeaders'],
    MaxAgeSeconds: rule?.['MaxAge'],
  });
});
