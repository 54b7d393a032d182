import { noCredentials, PolicyError } from '../sdk/policy-error.ts';

/** Those that name credentials of the person's own: none are needed, so a client may be given them. */
const OWN = [
  'createCredentialChain',
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
const OTHERS = ['fromCognitoIdentity', 'fromCognitoIdentityPool', 'fromTemporaryCredentials', 'fromTokenFile', 'fromWebToken'];

/** `@aws-sdk/credential-providers` where the page holds the credentials. */
export function credentialProviders(): object {
  const own = OWN.map((name): [string, unknown] => [name, () => noCredentials]);
  const others = OTHERS.map((name): [string, unknown] => [name, () => otherRole(name)]);
  return Object.fromEntries([...own, ...others]);
}

function otherRole(name: string): never {
  throw new PolicyError(
    `${name} would make calls as another role, and calls are made as the person who is signed in to AWS. Give the client no \`credentials\``,
  );
}
