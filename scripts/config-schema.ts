import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';
import { siteConfigSchema } from '../src/core/config.ts';
import { isEntry, projectRoot } from './setup/project.mjs';

const FILE = path.join(projectRoot, 'public/sandbank.config.schema.json');

/** The JSON schema of `sandbank.config.json`, for editors and checks; it is shipped beside it. */
export function configSchemaText(): string {
  const schema = z.toJSONSchema(siteConfigSchema, { io: 'input' });
  return `${JSON.stringify({ ...schema, title: 'sandbank.config.json' }, null, 2)}\n`;
}

/** Whether the file says what the zod schema says, however it is laid out. */
export function configSchemaIsCurrent(): boolean {
  return JSON.stringify(JSON.parse(readFileSync(FILE, 'utf8'))) === JSON.stringify(JSON.parse(configSchemaText()));
}

if (isEntry(import.meta.url)) writeFileSync(FILE, configSchemaText());
