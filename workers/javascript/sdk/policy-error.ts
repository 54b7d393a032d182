/** What the policy of the page does not allow, told before anything is asked. */
export class PolicyError extends Error {}
Object.defineProperty(PolicyError.prototype, 'name', { value: 'PolicyError', writable: true, configurable: true });

/** In the place of everything that would give credentials, or sign and send with them. */
export function noCredentials(): Promise<never> {
  const error = new Error(
    'There are no credentials here: the page makes the calls of AWS clients as the person who is signed in. Use the client without asking for any',
  );
  error.name = 'CredentialsProviderError';
  return Promise.reject(error);
}
