/** A room of the house: the files under `at`, and what they may import besides each other. */
export type Layer = {
  name: string;
  /** The beginning of its files' paths, from the repository's root; a path belongs to the longest that fits. */
  at: string;
  /** Names of the layers that it may import. */
  may: readonly string[];
  /** Packages that it may import; any where nothing is named. */
  packages?: readonly string[];
  /** Only files that lie in the folder itself, none of its subfolders. */
  shallow?: boolean;
};

const workerLayer = (language: string): Layer => ({
  name: language,
  at: `workers/${language}/`,
  may: ['kit', 'protocol', 'core'],
});

/** The table of ARCHITECTURE.md, as the checker reads it. */
export const layers: readonly Layer[] = [
  { name: 'core', at: 'src/core/', may: [], packages: ['zod'] },
  // Athena's SQL as a tree, and what DuckDB is to be asked for it.
  { name: 'dialect', at: 'src/dialect/', may: ['core'], packages: ['fastest-levenshtein'] },
  { name: 'protocol', at: 'src/protocol/', may: ['core'], packages: ['zod'] },
  // Stands between the page and the host: keeps the app's files, and knows nothing else of it.
  {
    name: 'service-worker',
    at: 'src/service-worker/',
    may: ['core'],
    packages: ['workbox-core', 'workbox-precaching', 'workbox-routing', 'workbox-strategies'],
  },
  { name: 'kit', at: 'workers/kit/', may: ['protocol', 'core'], packages: [] },
  workerLayer('python'),
  workerLayer('javascript'),
  { name: 'engine', at: 'workers/engine/', may: ['kit', 'protocol', 'dialect', 'core'] },
  { name: 'analysis', at: 'workers/analysis/', may: ['kit', 'protocol', 'dialect', 'core'], packages: ['acorn'] },
  { name: 'adapters', at: 'src/adapters/', may: ['dialect', 'core'] },
  { name: 'sandbox', at: 'src/sandbox/', may: ['protocol', 'core'], packages: ['zod'] },
  { name: 'broker', at: 'src/broker/', may: ['protocol', 'core'], packages: ['zod'] },
  { name: 'tools', at: 'src/tools/', may: ['sandbox', 'broker', 'protocol', 'core'] },
  { name: 'assistant', at: 'src/assistant/', may: ['tools', 'core'] },
  // The door to a page that embeds this one.
  { name: 'embed', at: 'src/embed/', may: ['tools', 'sandbox', 'protocol', 'core'], packages: [] },
  // Runs in the embedding page, and is given away as one file: it knows nothing of the house.
  { name: 'embed-client', at: 'src/embed-client/', may: [], packages: [] },
  { name: 'ui', at: 'src/ui/', may: ['assistant', 'tools', 'core'] },
  // The files beside main.tsx are the composition root: they may import everything, and nothing imports them.
  {
    name: 'root',
    at: 'src/',
    shallow: true,
    may: ['core', 'protocol', 'adapters', 'sandbox', 'broker', 'tools', 'assistant', 'embed', 'ui'],
  },
];

/** Single files that a layer may import from a room that is otherwise closed to it: the room's face. */
export const faces: readonly { from: string; to: RegExp }[] = [
  { from: 'sandbox', to: /^workers\/(?:[a-z]+\/runtime|kit\/runtime-descriptor)\.ts$/u },
  { from: 'adapters', to: /^workers\/(?:engine|analysis)\/(?:protocol\.ts|worker\.ts\?iife)$/u },
  // What is no program for the sandbox is none for who reads it either: both parse by the same files.
  { from: 'analysis', to: /^workers\/javascript\/code\/(?:parse|walk|syntax-fault)\.ts$/u },
  { from: 'root', to: /^package\.json$/u },
  // Monaco's worker is started as the engine's is; nothing else of the adapters is open to the interface.
  { from: 'ui', to: /^src\/adapters\/blob-worker\.ts$/u },
  // A workflow's runnable script is made ready as the sandbox makes its code ready, so that both have the same value.
  { from: 'ui', to: /^workers\/javascript\/code\/standalone\.ts$/u },
];

/** Folders of one layer whose subfolders never import each other. */
export const separate: readonly string[] = ['src/ui/features/'];

/** Made by the build, imported as assets. */
export const generated = '.cache/';
