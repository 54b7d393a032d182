/** Origins that the page's own policy has kept it from asking. The browser says so in an event of its own, a moment after the failure. */
const blocked = new Set<string>();

if (typeof document !== 'undefined')
  document.addEventListener('securitypolicyviolation', ({ effectiveDirective, blockedURI }) => {
    const origin = URL.parse(blockedURI)?.origin;
    if (effectiveDirective === 'connect-src' && origin !== undefined) blocked.add(origin);
  });

/** Whether a request that has failed just now was one that the page's policy does not admit. */
export async function isBlockedByPolicy(address: string): Promise<boolean> {
  await new Promise((resolve) => void setTimeout(resolve, 20));
  const origin = URL.parse(address)?.origin;
  return origin !== undefined && blocked.has(origin);
}
