import 'vitest';

declare module 'vitest' {
  export interface ProvidedContext {
    /** Where a mock of the providers is to be had, one server for all wire formats: see aimock-setup.ts. */
    aimock: string;
  }
}
