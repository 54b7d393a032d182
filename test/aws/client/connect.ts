import type { AwsDouble } from '../start.ts';
import { addresses, credentialsFor, signIn } from './sign-in.ts';

export type Credentials = { accessKeyId: string; secretAccessKey: string; sessionToken?: string };

/** What a client of the SDK is made of, to speak to the double. */
export type ClientConfig = { region: string; endpoint: string; credentials: Credentials; maxAttempts?: number };

/** Signs in from the beginning and gives what the SDK's clients want. */
export async function connect(double: AwsDouble): Promise<ClientConfig> {
  const { id_token } = await signIn(double.config);
  const { accessKeyId, secretAccessKey, sessionToken } = await credentialsFor(
    double.config,
    addresses(double.config).provider,
    id_token,
  )();
  return {
    region: double.config.aws.region,
    endpoint: double.url,
    credentials: { accessKeyId, secretAccessKey, ...(sessionToken === undefined ? {} : { sessionToken }) },
  };
}
