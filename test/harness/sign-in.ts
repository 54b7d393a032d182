import type { AwsConfig } from '../../src/core/aws/aws-config.ts';
import { createAwsSession, type CognitoSession } from '../../src/adapters/cognito/aws-session.ts';
import { createMemoryStorage } from '../../src/adapters/memory/create-memory-storage.ts';
import { awsDouble } from './aws-double.ts';

/** The page that the issuer sends people back to: this one gives way to it while somebody signs in. */
export const RETURN = '/test/harness/sign-in-page.html';

/** A session of somebody who has signed in at the double, in a window. */
export async function signedIn(config: AwsConfig = awsDouble.cognito): Promise<CognitoSession> {
  const storage = createMemoryStorage();
  const session = createAwsSession({ site: Promise.resolve(config), store: storage.settings, changes: storage.changes });
  await session.ready;
  const here = location.href;
  history.replaceState(null, '', RETURN);
  try {
    await session.signIn('popup');
  } finally {
    history.replaceState(null, '', here);
  }
  return session;
}
