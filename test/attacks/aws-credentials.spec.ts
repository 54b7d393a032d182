import type { Page } from '@playwright/test';
import type { Run } from '../../src/core/run.ts';
import { expect, REFUSED, test } from '../e2e/aws-fixtures.ts';
import type { AwsPage } from '../e2e/aws-page.ts';
import { everythingKept } from '../e2e/kept.ts';
import { JAVASCRIPT_SCOPE, PYTHON_SCOPE } from './aws-scopes.ts';
import { SecretSearch } from './aws-secrets.ts';

const OBJECT = { service: 's3', operation: 'GetObject' } as const;
const LISTING = { service: 's3', operation: 'ListObjectsV2' } as const;

/** What AWS says that names credentials, or says nothing: each call of the scripts fails in another way. */
function faults(planted: string) {
  return [
    { ...OBJECT, kind: 'bad_signature' },
    { ...LISTING, kind: 'unknown_key' },
    { service: 's3', operation: 'GetBucketLocation', kind: 'expired_token' },
    { service: 'glue', operation: 'GetTables', kind: 'bad_signature' },
    { service: 'glue', operation: 'GetDatabases', kind: 'deny' },
    { service: 'ec2', operation: 'DescribeRegions', kind: 'bad_signature' },
    { service: 'cloudwatch', operation: 'ListMetrics', kind: 'no_cors' },
    { service: 'athena', operation: 'ListWorkGroups', kind: 'expired_token' },
    { service: 'sts', operation: 'GetCallerIdentity', kind: 'error', code: 'Odd', message: `It says ${planted} again.` },
  ] as const;
}

/** Hears all that this page and its frames hand to a port, a worker or another window. */
async function overhear(page: Page): Promise<string[]> {
  const heard: string[] = [];
  await page.exposeFunction('overheard', (text: string) => void heard.push(text));
  await page.addInitScript(() => {
    const { overheard } = window as unknown as { overheard?: (text: string) => void };
    const plain = (_: string, value: unknown): unknown =>
      ArrayBuffer.isView(value) && value.byteLength < 1 << 20 ? new TextDecoder('latin1').decode(value) : value;
    for (const { prototype } of [MessagePort, Worker, Window]) {
      const target = prototype as unknown as { postMessage(...given: unknown[]): void };
      const post = target.postMessage;
      target.postMessage = function postOverheard(this: unknown, ...given: unknown[]) {
        overheard?.(JSON.stringify(given[0], plain) ?? '');
        return post.apply(this as never, given);
      };
    }
  });
  return heard;
}

/** Texts of a place of the scripts, which must all have been looked at. */
function placesOf({ result, error }: Run): Record<string, string> {
  expect(error).toBeNull();
  return (result as { places: Record<string, string> }).places;
}

test('no key, token or code of a sign-in is in anything that code can see, print, store or export', async ({
  awsApp,
  aws,
  problems,
  context,
}) => {
  test.slow();
  const { app, page } = awsApp;
  problems.expect(REFUSED);
  problems.expect(/blocked by CORS policy|net::ERR_FAILED/u);
  const secrets = new SecretSearch(aws);
  const said: string[] = [];
  context.on('console', (message) => said.push(message.text()));
  const heard = await overhear(page);
  await app.reload();
  await awsApp.signIn();
  aws.control({ faults: [...faults(secrets.plant('an error of AWS'))] });

  const inPython = ['os.environ', 'clients of boto3', 'the scope of the worker'];
  const inJavaScript = ['process.env', 'clients of the SDK', 'the scope of JavaScript'];
  const plantAll = (places: readonly string[]) => Object.fromEntries(places.map((place) => [place, secrets.plant(place)]));
  const python = await awsApp.run({
    language: 'python',
    code: PYTHON_SCOPE,
    timeout_s: 300,
    params: plantAll([...inPython, 'the audit log']),
  });
  const javascript = await awsApp.run({ language: 'javascript', code: JAVASCRIPT_SCOPE, params: plantAll(inJavaScript) });
  const sql = await awsApp.run({ language: 'sql', code: 'SELECT count(*) FROM cur' });
  expect(sql.status).toBe('succeeded');

  await test.step('the worker of Python', () => {
    const places = placesOf(python);
    expect(python.result, 'every call was to fail').toMatchObject({ answered: [] });
    for (const place of inPython) secrets.expectOnlyPlanted(places[place], place);
    secrets.expectOnlyPlanted(places['errors of Python'], 'an error of AWS');
    secrets.expectOnlyPlanted(places['answers']);
    secrets.expectOnlyPlanted(places['the memory of the interpreter'], ...inPython);
  });
  await test.step('the interpreter of JavaScript', () => {
    const places = placesOf(javascript);
    expect(javascript.result).toMatchObject({ caught: expect.not.arrayContaining(['answered']) });
    for (const place of inJavaScript) secrets.expectOnlyPlanted(places[place], place);
    secrets.expectOnlyPlanted(places['errors of JavaScript'], 'an error of AWS');
  });
  await test.step('what the page has kept, said, shown and exported', () => checkPage(awsApp, secrets, { heard, said }));
});

async function checkPage(
  { app, page }: AwsPage,
  secrets: SecretSearch,
  { heard, said }: { heard: string[]; said: string[] },
): Promise<void> {
  const { runs } = await app.call('list_runs', {});
  const records = await Promise.all(runs.map(({ run_id }) => app.call('get_run', { run_id })));
  secrets.expectOnlyPlanted(JSON.stringify(records), 'os.environ', 'process.env', 'an error of AWS');
  secrets.expectOnlyPlanted(heard.join('\n'), 'os.environ', 'process.env', 'an error of AWS');

  await page.evaluate(
    async ([local, session, cached, file, log]) => {
      localStorage.setItem('planted', local ?? '');
      sessionStorage.setItem('planted', session ?? '');
      await (await caches.open('planted')).put('planted.txt', new Response(cached));
      const handle = await (await navigator.storage.getDirectory()).getFileHandle('planted', { create: true });
      const writable = await handle.createWritable();
      await writable.write(file ?? '');
      await writable.close();
      console.log(log);
    },
    ['localStorage', 'sessionStorage', 'Cache Storage', 'files of the origin', 'the console'].map((place) =>
      secrets.plant(place),
    ),
  );
  const kept = await everythingKept(page);
  secrets.expectOnlyPlanted(said.join('\n'), 'the console');
  secrets.expectOnlyPlanted(
    kept,
    'localStorage',
    'sessionStorage',
    'Cache Storage',
    'files of the origin',
    'the audit log',
    'os.environ',
  );

  for (const at of [...runs.map(({ run_id }) => `#/runs/${run_id}`), '#/settings', '#/data']) {
    await page.goto(app.url + at);
    await expect(page.getByRole('heading', { level: 1 }).first()).toBeVisible();
    secrets.expectOnlyPlanted((await page.content()) + page.url());
  }
  await page.goto(`${app.url}#/runs/aws-calls`);
  await expect(page.getByRole('table', { name: 'AWS calls' })).toContainText('GetTables');
  secrets.expectOnlyPlanted(await page.content(), 'the audit log');
  const download = page.waitForEvent('download');
  await app.button('Save all as CSV').click();
  const chunks: Buffer[] = [];
  for await (const chunk of await (await download).createReadStream()) chunks.push(chunk as Buffer);
  secrets.expectOnlyPlanted(Buffer.concat(chunks).toString(), 'the audit log');
}
