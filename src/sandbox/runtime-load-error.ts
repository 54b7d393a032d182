/** A language's runtime could not be loaded or started. The message names what failed and what to try. */
export class RuntimeLoadError extends Error {
  override readonly name = 'RuntimeLoadError';
}
