import 'vitest';
import type { AwsConfig } from '../../src/core/aws/aws-config.ts';

declare module 'vitest' {
  export interface ProvidedContext {
    /** Where the double of AWS listens, and what a page must be told of it, by the way of signing in. */
    aws: { url: string; cognito: AwsConfig; oidc: AwsConfig };
  }
}
