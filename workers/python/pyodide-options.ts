/** Where the runtime believes its files to lie. Nothing is fetched from there: see `withAssets`. */
export const INDEX_URL = 'https://python.invalid/';

/** What a worker and the maker of the snapshot must give `loadPyodide` alike, so that one's memory fits the other. */
export const pyodideOptions = {
  indexURL: INDEX_URL,
  env: { HOME: '/home/pyodide' },
  _sysExecutable: '/usr/bin/python3',
  // There are no packages yet, and the list of those that Pyodide knows is not needed to say so.
  lockFileContents: {
    info: { arch: 'wasm32', platform: 'emscripten_4_0_9', version: '0.29.5', python: '3.13.2', abi_version: '2025_0' },
    packages: {},
  },
} as const;
