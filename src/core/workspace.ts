/** A file of the workspace. `path` is relative, with `/`; `modified_at` is ISO 8601 in UTC. */
export type WorkspaceFile = { path: string; bytes: number; media_type: string; modified_at: string; run_id?: string };

/**
 * The part of a Blob that the core needs. A stored file is passed by reference (a Blob crosses to a worker without being copied),
 * and read only where its bytes are wanted.
 */
export type FileContent = {
  readonly size: number;
  arrayBuffer(): Promise<ArrayBuffer>;
  slice(start?: number, end?: number): FileContent;
};

/** What a run did to one path: `null` content is a deletion. */
export type FileChange = { path: string; content: Uint8Array | null };

/** The folder in which Python code finds the workspace. */
const WORKSPACE_FOLDER = '/workspace';

const MAX_PATH = 1024;
// Control characters, and the marks that make a name read otherwise than it is (bidirectional overrides, isolates, zero width).
const FORBIDDEN = /[\u0000-\u001f\u007f-\u009f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]/u;

/**
 * The workspace path that `raw` means, or what is wrong with it. `./a//b` and `/a/b` are `a/b`; a path that leaves the workspace,
 * names nothing, is longer than 1,024 characters or holds control or direction characters is refused.
 */
export function workspacePath(raw: string): { ok: true; path: string } | { ok: false; problem: string } {
  if (raw.length > MAX_PATH)
    return { ok: false, problem: `the path has ${raw.length} characters; at most ${MAX_PATH} are allowed` };
  if (FORBIDDEN.test(raw))
    return { ok: false, problem: 'the path holds a control or text-direction character; use plain characters' };
  if (!raw.isWellFormed()) return { ok: false, problem: 'the path holds half of a surrogate pair; use plain characters' };
  const parts: string[] = [];
  for (const part of raw.replaceAll('\\', '/').split('/')) {
    if (part === '' || part === '.') continue;
    if (part === '..') {
      if (parts.length === 0)
        return { ok: false, problem: `"${raw}" leaves the workspace; use a path inside it, such as data/costs.csv` };
      parts.pop();
    } else parts.push(part);
  }
  if (parts.length === 0) return { ok: false, problem: `"${raw}" names no file; use a path such as data/costs.csv` };
  return { ok: true, path: parts.join('/').normalize('NFC') };
}

/**
 * The workspace path that someone outside of the sandbox means by `raw`: `/workspace/a` is `a`, as it is to Python code. Another
 * absolute path is refused, since the sandbox may have a file of its own there; so is what `workspacePath` refuses.
 */
export function pathFromOutside(raw: string): ReturnType<typeof workspacePath> {
  const plain = raw.replaceAll('\\', '/').replace(/^\/+/u, '/');
  const inside = plain === WORKSPACE_FOLDER || plain.startsWith(`${WORKSPACE_FOLDER}/`);
  if (inside) return workspacePath(`.${plain.slice(WORKSPACE_FOLDER.length)}`);
  if (raw.length > MAX_PATH || !/^(?:\/|[a-z]:\/)/iu.test(plain)) return workspacePath(raw);
  const relative = workspacePath(plain.replace(/^[a-z]:/iu, ''));
  const fix = relative.ok ? relative.path : 'data/costs.csv';
  return { ok: false, problem: `"${raw}" is an absolute path outside of it; use one that begins inside, such as "${fix}"` };
}

const MEDIA_TYPES: Record<string, string> = {
  csv: 'text/csv',
  tsv: 'text/tab-separated-values',
  txt: 'text/plain',
  log: 'text/plain',
  md: 'text/markdown',
  json: 'application/json',
  jsonl: 'application/x-ndjson',
  ndjson: 'application/x-ndjson',
  html: 'text/html',
  svg: 'image/svg+xml',
  png: 'image/png',
  jpg: 'image/jpeg',
  jpeg: 'image/jpeg',
  gif: 'image/gif',
  webp: 'image/webp',
  pdf: 'application/pdf',
  gz: 'application/gzip',
  zip: 'application/zip',
  parquet: 'application/vnd.apache.parquet',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  py: 'text/x-python',
  js: 'text/javascript',
  sql: 'application/sql',
};

/** The media type by the path's ending; `application/octet-stream` where it says nothing. */
export function mediaType(path: string): string {
  const ending = /\.([a-z0-9]+)$/iu.exec(path)?.[1]?.toLowerCase() ?? '';
  return Object.hasOwn(MEDIA_TYPES, ending) ? (MEDIA_TYPES[ending] ?? '') : 'application/octet-stream';
}
