import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { createServer } from 'node:http';
import path from 'node:path';

/** Ports that are tried where the first is taken. */
const TRIES = 20;

/** Everything else is served as bytes: a `.gz` is a file like any other, never a content encoding. */
const mediaTypes = new Map(
  Object.entries({
    '.html': 'text/html; charset=utf-8',
    '.js': 'text/javascript; charset=utf-8',
    '.mjs': 'text/javascript; charset=utf-8',
    '.css': 'text/css; charset=utf-8',
    '.json': 'application/json; charset=utf-8',
    '.webmanifest': 'application/manifest+json; charset=utf-8',
    '.txt': 'text/plain; charset=utf-8',
    '.wasm': 'application/wasm',
    '.svg': 'image/svg+xml',
    '.png': 'image/png',
    '.ico': 'image/x-icon',
    '.woff2': 'font/woff2',
    '.ttf': 'font/ttf',
  }),
);

/**
 * @typedef {object} Site
 * @property {string} origin "http://localhost:4173"
 * @property {string} url the app's address, with its sub-path
 * @property {{ method: string, path: string, status: number }[]} requests what was asked, oldest first
 * @property {() => Promise<void>} close
 */

/**
 * Serves a folder as a plain static host does: files by path, a media type, and no header beyond that.
 * @param {{ root: string, base?: string, port?: number }} options `base` is the sub-path, "/" or "/tools/sandbank/"; port 0 takes a free one
 * @returns {Promise<Site>} rejects where the port is taken
 */
export function serve({ root, base = '/', port = 0 }) {
  /** @type {Site['requests']} */
  const requests = [];
  const server = createServer((request, response) => {
    response.on('close', () =>
      requests.push({ method: request.method ?? '', path: request.url ?? '', status: response.statusCode }),
    );
    answer(request, response, root, base).catch(() => response.destroy());
  });
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, 'localhost', () => {
      const address = server.address();
      if (address === null || typeof address === 'string') return reject(new Error('the server has no port'));
      const origin = `http://localhost:${address.port}`;
      resolve({ origin, url: origin + base, requests, close: () => closed(server) });
    });
  });
}

/**
 * As `serve`, on the first port from `first` on that is free.
 * @param {{ root: string, base?: string }} options
 * @param {number} first
 * @returns {Promise<Site>}
 */
export async function serveFrom(options, first) {
  for (let port = first; ; port++) {
    try {
      return await serve({ ...options, port });
    } catch (error) {
      const taken = error instanceof Error && 'code' in error && error.code === 'EADDRINUSE';
      if (!taken || port === first + TRIES) throw error;
    }
  }
}

/**
 * @param {import('node:http').IncomingMessage} request
 * @param {import('node:http').ServerResponse} response
 * @param {string} root
 * @param {string} base
 */
async function answer(request, response, root, base) {
  if (request.method !== 'GET' && request.method !== 'HEAD') return end(response, 405);
  const asked = decodedPath(request.url ?? '/');
  if (asked === undefined) return end(response, 400);
  if (`${asked}/` === base) return end(response, 301, { location: base });
  const file = asked.startsWith(base) ? path.join(root, asked.slice(base.length) || 'index.html') : undefined;
  if (file === undefined || !file.startsWith(path.resolve(root) + path.sep)) return end(response, 404);
  const found = await stat(file).catch(() => undefined);
  if (found === undefined || !found.isFile()) return end(response, 404);
  const modified = found.mtime.toUTCString();
  if (request.headers['if-modified-since'] === modified) return end(response, 304, { 'last-modified': modified });
  response.writeHead(200, {
    'content-type': mediaTypes.get(path.extname(file)) ?? 'application/octet-stream',
    'content-length': found.size,
    'last-modified': modified,
  });
  if (request.method === 'HEAD') response.end();
  else
    createReadStream(file)
      .on('error', () => response.destroy())
      .pipe(response);
}

/**
 * @param {string} url
 * @returns {string | undefined} undefined where it is no address
 */
function decodedPath(url) {
  try {
    return path.posix.normalize(decodeURIComponent(url.split(/[?#]/u)[0] ?? '/'));
  } catch {
    return undefined;
  }
}

/**
 * @param {import('node:http').ServerResponse} response
 * @param {number} status
 * @param {Record<string, string>} [headers]
 */
function end(response, status, headers = {}) {
  response.writeHead(status, headers).end();
}

/**
 * @param {import('node:http').Server} server
 * @returns {Promise<void>}
 */
function closed(server) {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}
