import 'vitest';

declare module 'vitest' {
  export interface ProvidedContext {
    /** Where the mock of the providers listens: one server for all wire formats. */
    aimock: string;
  }
}
