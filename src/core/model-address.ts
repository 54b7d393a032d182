/** A parsed URL: core has no parser of its own. */
type ParsedAddress = Readonly<Record<'protocol' | 'hostname' | 'username' | 'password' | 'search' | 'hash', string>>;

/** Whether a URL's host is this computer, by a name that the page's policy can give (it has no words for [::1]). */
export function isLoopback(hostname: string): boolean {
  return hostname === 'localhost' || /^127(?:\.\d{1,3}){3}$/u.test(hostname);
}

/**
 * What is wrong with the address of a model's interface, with its value and the fix; undefined where nothing is. `parsed` is what `text`
 * means as a URL, null where it means none.
 */
export function modelAddressProblem(text: string, parsed: ParsedAddress | null): string | undefined {
  const shown = JSON.stringify(text.length > 120 ? `${text.slice(0, 120)}…` : text);
  if (parsed === null)
    return `${shown} is no address; give one such as https://models.example.com/v1 or http://localhost:11434/v1`;
  const { protocol, hostname, username, password, search, hash } = parsed;
  // Not shown: it holds a password.
  if (username !== '' || password !== '')
    return 'holds a user name or password; leave them out, each person gives a key of their own';
  if (protocol !== 'https:' && protocol !== 'http:') return `${shown} is no web address; begin it with https://`;
  if (protocol === 'http:' && !isLoopback(hostname))
    return `${shown} would send the key and the data unencrypted; use https://, or http:// for this computer only (localhost, 127.0.0.1)`;
  if (hostname.startsWith('[')) return `${shown} names its host by an IPv6 address, which a page's policy cannot; give its name`;
  if (search !== '') return `${shown} has a query; end it before the "?"`;
  if (hash !== '') return `${shown} has a fragment; end it before the "#"`;
  return undefined;
}
