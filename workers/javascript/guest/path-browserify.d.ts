declare module 'path-browserify' {
  const path: { dirname(path: string): string; resolve(...parts: string[]): string };
  export default path;
}
