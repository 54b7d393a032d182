/** Those that name credentials of the person's own: none are needed, so a client may be given them. */
const OWN = [
  'defaultProvider',
  'fromContainerMetadata',
  'fromEnv',
  'fromHttp',
  'fromIni',
  'fromInstanceMetadata',
  'fromLoginCredentials',
  'fromNodeProviderChain',
  'fromProcess',
  'fromSSO',
];
/** Those that would make the calls as somebody else. */
const OTHERS = [
  'createCredentialChain',
  'fromCognitoIdentity',
  'fromCognitoIdentityPool',
  'fromTemporaryCredentials',
  'fromTokenFile',
  'fromWebToken',
];

/** `@aws-sdk/credential-providers` where the page holds the credentials. */
export function credentialProviders(): object {
  const own = OWN.map((name): [string, unknown] => [name, () => none]);
  const others = OTHERS.map((name): [string, unknown] => [name, () => otherRole(name)]);
  return Object.fromEntries([...own, ...others]);
}

function none(): Promise<never> {
  const error = new Error(
    'There are no credentials here: the page makes the calls of AWS clients as the person who is signed in. Use the client without asking for any',
  );
  error.name = 'CredentialsProviderError';
  return Promise.reject(error);
}

function otherRole(name: string): never {
  const error = new Error(
    `${name} would make calls as another role, and calls are made as the person who is signed in to AWS. Give the client no \`credentials\``,
  );
  error.name = 'PolicyError';
  throw error;
}
