import '../../src/core/configure-zod.ts';
import { readVisit } from '../../src/sign-in-return.ts';
import { createAwsSession, type CognitoSession } from '../../src/adapters/cognito/aws-session.ts';
import { createMemoryStorage } from '../../src/adapters/memory/create-memory-storage.ts';
import { awsConfigSchema } from '../../src/core/aws/aws-config.ts';

/** As main.tsx begins: the address is read first, and the window of a sign-in shows no app. The configuration is in `sessionStorage`. */
export type SignInPage = { session?: CognitoSession; search: string; hash: string; kept: string[] };

declare global {
  interface Window {
    signInPage?: SignInPage;
  }
}

const visit = readVisit();
const page: SignInPage = { search: location.search, hash: location.hash, kept: Object.keys(sessionStorage) };

if (visit.kind === 'window') await visit.finish(document.getElementById('root') ?? document.body);
else {
  const storage = createMemoryStorage();
  page.session = createAwsSession({
    site: Promise.resolve(awsConfigSchema.parse(JSON.parse(sessionStorage.getItem('test-config') ?? '{}'))),
    store: storage.settings,
    changes: storage.changes,
    ...(visit.kind === 'returned' ? { returned: visit.signIn } : {}),
  });
}
window.signInPage = page;
