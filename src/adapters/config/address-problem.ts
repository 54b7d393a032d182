/** What is wrong with a model's base URL, with its value and the fix; undefined where nothing is. */
export function addressProblem(address: string): string | undefined {
  const shown = JSON.stringify(address.length > 120 ? `${address.slice(0, 120)}…` : address);
  if (!URL.canParse(address)) return `${shown} is no address; give one such as "https://models.example.com/v1"`;
  const { protocol, hostname, username, password, search, hash } = new URL(address);
  // Not shown: it holds a password.
  if (username !== '' || password !== '')
    return 'holds a user name or password; take them out, each person gives a key of their own';
  if (hostname.startsWith('[')) return `${shown} names its host by an IPv6 address, which a page's policy cannot; give its name`;
  if (protocol !== 'https:' && !(protocol === 'http:' && isLoopback(hostname)))
    return `${shown} is not encrypted; begin it with https:// (http:// is for localhost and 127.0.0.1 alone)`;
  if (search !== '' || hash !== '') return `${shown} has a query or a fragment; end it before that`;
  return undefined;
}

function isLoopback(hostname: string): boolean {
  return hostname === 'localhost' || hostname.endsWith('.localhost') || /^127(?:\.\d{1,3}){3}$/u.test(hostname);
}
