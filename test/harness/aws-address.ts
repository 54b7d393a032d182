import 'vitest';
import type { AwsConfig } from '../../src/core/aws/aws-config.ts';

/** Where a double of AWS listens, and what a page must be told of it, by the way of signing in. */
export type LentDouble = { url: string; cognito: AwsConfig; oidc: AwsConfig };

declare module 'vitest' {
  export interface ProvidedContext {
    /** Where a double of AWS is to be had: see test/aws/browser-setup.ts. */
    aws: string;
  }
}
