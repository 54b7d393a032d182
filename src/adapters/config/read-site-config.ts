import { ToolInputError } from '../../core/app-error.ts';
import { siteConfigSchema, type SiteConfig } from '../../core/config.ts';
import { CONFIG_FILE, parseSiteConfig } from './parse-site-config.ts';

/** `problem`: what is wrong with the file and how to mend it, for the person to see; the page goes on as if it were empty. */
export type SiteConfigRead = { config: SiteConfig; problem?: string };

/** Hosts say so of a file that is not there; a bucket whose files can't be listed says 403. */
const ABSENT = new Set([403, 404, 410]);

/** Reads the site's configuration, anew on each visit. Never rejects; a file that is not there is an empty one. */
export async function readSiteConfig(url = new URL(CONFIG_FILE, document.baseURI)): Promise<SiteConfigRead> {
  const empty = siteConfigSchema.parse({});
  try {
    const text = await fetchText(url);
    return { config: text === undefined ? empty : parseSiteConfig(text) };
  } catch (error) {
    if (!(error instanceof ToolInputError)) throw error;
    return { config: empty, problem: `${error.message} The page goes on without it.` };
  }
}

/** Undefined where there is none: some hosts answer with the page itself. Throws `ToolInputError` where it cannot be told. */
async function fetchText(url: URL): Promise<string | undefined> {
  try {
    const response = await fetch(url, { cache: 'no-cache' });
    if (ABSENT.has(response.status)) return undefined;
    if (!response.ok) throw new ToolInputError(`${CONFIG_FILE}: the host answered ${response.status} for ${url.href}.`);
    if (/^text\/html\b/u.test(response.headers.get('content-type') ?? '')) return undefined;
    return await response.text();
  } catch (cause) {
    if (cause instanceof ToolInputError) throw cause;
    throw new ToolInputError(`${CONFIG_FILE} could not be fetched (${String(cause)}). Check the connection, then reload.`, {
      cause,
    });
  }
}
