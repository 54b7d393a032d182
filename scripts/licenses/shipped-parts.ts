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
    title: 'Workbox, in the service worker',
    about: 'Its modules workbox-core, workbox-precaching, workbox-routing and workbox-strategies. Copyright 2018 Google LLC',
    texts: ['MIT'],
    package: 'workbox-core',
  },
  {
    title: 'DuckDB, inside @duckdb/duckdb-wasm',
    about: 'Copyright Stichting DuckDB Foundation',
    texts: ['MIT'],
  },
  {
    title: 'boto3, botocore and s3transfer (where this build has boto3)',
    about:
      'boto3: Copyright 2013-2017 Amazon.com, Inc. or its affiliates. All Rights Reserved.\n' +
      'Botocore: Copyright 2012-2022 Amazon.com, Inc. or its affiliates. All Rights Reserved.\n' +
      's3transfer: Copyright 2016 Amazon.com, Inc. or its affiliates.\n\n' +
      "Made of Debian's packages of them. Changes made here: what they take from the libraries of HTTP is replaced by stand-ins, transfers\n" +
      'use no threads, docstrings are left out, and so are the services, operations and documentation that the page does not offer. They are\n' +
      'shipped compiled.',
    texts: ['Apache-2.0'],
  },
  {
    title: 'jmespath, for Python (where this build has boto3)',
    about: 'Copyright James Saryerwinnie. Shipped compiled, without docstrings.',
    texts: ['MIT'],
  },
  {
    title: 'six (where this build has boto3)',
    about: 'Copyright (c) 2010-2017 Benjamin Peterson. Shipped compiled, without docstrings.',
    texts: ['MIT'],
  },
  {
    title: 'dateutil (where this build has boto3)',
    about:
      'Copyright (c) 2003-2011 Gustavo Niemeyer, 2012-2014 Tomi Pieviläinen, 2014-2016 Yaron de Leeuw, 2015- Paul Ganssle and the\n' +
      'contributors of dateutil. All rights reserved. All of it is under the first licence, newer parts under the second as well. Shipped\n' +
      'compiled, without docstrings.',
    texts: ['BSD-3-Clause', 'Apache-2.0'],
  },
];
