/** What is shipped inside another's file, or as bytes that no module imports. `package`: its own licence is listed too. */
export type ShippedPart = {
  title: string;
  about: string;
  /** Names of files in `licenses/`, without the ending. */
  texts: readonly string[];
  package?: string;
};

export const shippedParts: readonly ShippedPart[] = [
  {
    title: 'Pyodide',
    about:
      'Pyodide runs Python in the page. Copyright (c) the Pyodide developers and Mozilla. It is shipped unchanged; its source is that of\n' +
      'the npm package "pyodide" in the version named below, and is had from the project github.com/pyodide/pyodide.',
    texts: ['MPL-2.0'],
    package: 'pyodide',
  },
  {
    title: 'Python (CPython) and its standard library, inside Pyodide',
    about:
      'Changes made here: modules of the standard library are also shipped compiled, and an image of the memory of a started interpreter,\n' +
      'with such modules imported, is shipped beside it.',
    texts: ['PSF-2.0'],
  },
  {
    title: 'The AWS SDK for JavaScript, for code in the sandbox',
    about:
      'Copyright Amazon.com, Inc. or its affiliates. Changes made here: the clients are bundled without what prepares, signs, sends and reads\n' +
      'requests; the page makes the calls in its place.',
    texts: ['Apache-2.0'],
  },
  {
    title: 'DuckDB, inside @duckdb/duckdb-wasm',
    about: 'Copyright Stichting DuckDB Foundation',
    texts: ['MIT'],
  },
];
