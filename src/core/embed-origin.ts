import { isLoopback } from './model-address.ts';

/** A parsed URL: core has no parser of its own. */
type ParsedAddress = Readonly<Record<'protocol' | 'hostname' | 'username' | 'password' | 'origin', string>>;

/**
 * What is wrong with an origin that may embed the page, with its value and the fix; undefined where nothing is. Only an exact origin, as a
 * browser spells it, says who may. `parsed` is what `text` means as a URL, null where it means none.
 */
export function embedOriginProblem(text: string, parsed: ParsedAddress | null): string | undefined {
  const shown = JSON.stringify(text.length > 120 ? `${text.slice(0, 120)}…` : text);
  if (text.includes('*')) return `${shown} has a wildcard; name each origin in full, such as "https://dashboards.example.com"`;
  if (parsed === null) return `${shown} is no origin; give one such as "https://dashboards.example.com"`;
  const { protocol, hostname, username, password, origin } = parsed;
  // Not shown: it holds a password.
  if (username !== '' || password !== '') return `holds a user name or password; an origin has none: "${origin}"`;
  if (protocol !== 'https:' && protocol !== 'http:') return `${shown} is no web origin; begin it with https://`;
  if (protocol === 'http:' && !isLoopback(hostname))
    return `${shown} can be forged by whoever is on the network; use https://, or http:// for this computer only (localhost, 127.0.0.1)`;
  // Also of a name in capitals, of letters that are written otherwise in an address, of a port that goes without saying.
  if (text !== origin)
    return `${shown} is not as a browser spells this origin; write "${origin}", without a path or a slash at its end`;
  return undefined;
}
