const MARK = /#\/?open\/(\S[^]*)$/u;

/**
 * What stands after `#/open/` in a link of any host, which is all that is used of it; undefined where it has none. White space within is
 * of a program that broke the link into lines.
 */
export function linkPayload(text: string): string | undefined {
  return (MARK.exec(text) ?? MARK.exec(decoded(text)))?.[1]?.replaceAll(/\s+/gu, '') || undefined;
}

/** Programs that lead links through an address of their own write them percent-encoded. */
function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch (error) {
    if (error instanceof URIError) return '';
    throw error;
  }
}
