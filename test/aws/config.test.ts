import { expect, test } from 'vitest';
import { siteConfigSchema } from '../../src/core/config.ts';
import { doubleConfig } from './config.ts';

test.each(['cognito', 'oidc'] as const)("the app takes the double's configuration with %s", (kind) => {
  const config = doubleConfig('http://127.0.0.1:4566', kind);
  expect(siteConfigSchema.parse(config)).toMatchObject(config);
});
