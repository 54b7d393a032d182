/** Name of the Trusted Types policy by which the page starts its own workers. */
export const WORKER_POLICY = 'sandbank-worker';

type UrlPolicy = { createScriptURL(url: string): string };
type PolicyFactory = { createPolicy(name: string, rules: UrlPolicy): UrlPolicy };

const { trustedTypes } = globalThis as { trustedTypes?: PolicyFactory };

const policy: UrlPolicy = trustedTypes?.createPolicy(WORKER_POLICY, { createScriptURL: onlyBlobs }) ?? {
  createScriptURL: onlyBlobs,
};

/**
 * Starts a worker of our own from a script of our own origin, as a blob: the page's policy does not cover a worker that is loaded by
 * its URL, one made from a blob inherits it. The script must be one classic script (`?iife`). Throws `TypeError` for a script of
 * another origin, and `Error` where it cannot be fetched.
 */
export async function startBlobWorker(scriptUrl: string, name?: string): Promise<Worker> {
  const url = new URL(scriptUrl, document.baseURI);
  if (url.origin !== location.origin) throw new TypeError(`a worker's script must come from ${location.origin}, got ${url.href}`);
  const response = await fetch(url);
  if (!response.ok) throw new Error(`the worker ${url.pathname} could not be fetched: the host answered ${response.status}`);
  const blobUrl = URL.createObjectURL(new Blob([await response.arrayBuffer()], { type: 'text/javascript' }));
  try {
    return new Worker(policy.createScriptURL(blobUrl), name === undefined ? {} : { name });
  } finally {
    URL.revokeObjectURL(blobUrl);
  }
}

/** A blob of this page can only hold what this page put into it. */
function onlyBlobs(url: string): string {
  if (!url.startsWith(`blob:${location.origin}/`))
    throw new TypeError(`only a worker made from a blob of this page is allowed, got ${url}`);
  return url;
}
