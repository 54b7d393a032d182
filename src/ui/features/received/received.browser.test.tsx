import '@cloudscape-design/global-styles/index.css';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { page, userEvent, type Locator } from 'vitest/browser';
import { mount } from '../../../../test/harness/mount.tsx';
import {
  endedRun,
  findings,
  loadedWorkflow,
  ORIGIN,
  ReceivedScene,
  receivedScene,
  sharedWorkflow,
  type Scene,
} from '../../../../test/harness/scripted-received.tsx';
import { ShareError } from '../../../core/app-error.ts';
import type { CapabilityId } from '../../../core/share/shared-workflow.ts';
import type { RunRequest } from '../../../tools/run-service.ts';
import { receivedTray } from '../../components/received-tray.ts';

declare global {
  var linkPwned: number | undefined;
}

let unmount = () => {};
beforeEach(() => {
  history.replaceState(null, '', '#/open/payload');
});
afterEach(() => {
  unmount();
  receivedTray.clear();
  history.replaceState(null, '', '#');
  globalThis.linkPwned = undefined;
});

/** Without a payload, the page of a file. */
function open(scene: Scene = {}, payload: string | null = 'payload') {
  const { done, services } = receivedScene(scene);
  const mounted = mount(<ReceivedScene services={services} payload={payload ?? undefined} />, { width: 1000, height: 900 });
  ({ unmount } = mounted);
  return { done, box: mounted.box };
}

const button = (name: string | RegExp): Locator =>
  page.getByRole('button', typeof name === 'string' ? { name, exact: true } : { name });
const text = (wanted: string): Locator => page.getByText(wanted, { exact: false });
const heading = page.getByRole('heading', { name: 'A workflow from somebody else' });
const frame = page.getByRole('region', { name: 'What the sender says' });
const says = (place: Locator, text: string) => expect.poll(() => place.query()?.textContent).toContain(text);
/** The focus is on what holds the place, and not on nothing. */
const focusIsAround = (place: Locator) =>
  document.activeElement !== document.body && document.activeElement?.contains(place.query()) === true;
const choice = (name: RegExp) => page.getByRole('dialog').getByRole('checkbox', { name });
const runButton = page.getByRole('dialog').getByRole('button', { name: /^Run/u });
const requests = (done: readonly unknown[][]) =>
  done.filter(([what]) => what === 'runOnce').map(([, request]) => request as RunRequest);

describe('what cannot be shown at once', () => {
  it('is asked for by its passphrase, as often as it is wrong', async () => {
    const { done } = open({ passphrase: 'open sesame' });
    const field = page.getByLabelText('Passphrase', { exact: true });
    await field.fill('wrong');
    await userEvent.keyboard('{Enter}');
    await expect.element(text('The passphrase does not open this link.')).toBeVisible();
    await expect.element(field).toHaveFocus();
    await field.fill('open sesame');
    await userEvent.keyboard('{Enter}');
    await expect.element(heading).toBeVisible();
    // Where the keyboard goes on is the page, and none of its buttons.
    await expect.poll(() => focusIsAround(heading)).toBe(true);
    expect(done).toEqual([]);
  });

  it.each([
    ['damaged', 'It arrived damaged'],
    ['newer_format', 'It was made by a newer Sandbank'],
    ['too_large', 'It is too large'],
    ['not_a_share', 'It is no workflow'],
    ['wrong_content', 'It holds no workflow that can be opened'],
  ] as const)('says of %s what to do, and can be discarded', async (problem, header) => {
    open({ problem: new ShareError(problem, 'It ends after 12 of 400 characters.') });
    await expect.element(text(header)).toBeVisible();
    await expect.element(text('It ends after 12 of 400 characters.')).toBeVisible();
    await button('Discard').click();
    expect(location.hash).toBe('#/workbench');
  });
});

describe('a received workflow', () => {
  it('is read, and nothing else, whatever keys are pressed', async () => {
    const { done } = open();
    await expect.element(heading).toBeVisible();
    expect(document.activeElement).toBe(document.body);
    for (let times = 0; times < 25; times += 1) await userEvent.keyboard('{Enter}');
    await userEvent.keyboard('{Control>}{Enter}{/Control}');
    expect(done).toEqual([]);
    expect(location.hash).toBe('#/open/payload');
  });

  it('takes no press for a moment after another window lay over it', async () => {
    open();
    const run = button('Run once with the sample data…');
    await expect.element(run).toBeEnabled();
    dispatchEvent(new Event('blur'));
    await expect.element(run).toBeDisabled();
    dispatchEvent(new Event('focus'));
    expect((run.element() as HTMLButtonElement).disabled).toBe(true);
    await expect.element(run).toBeEnabled();
  });

  it('is inert text in a frame that says whose words they are', async () => {
    const attack = '<img src=x onerror="linkPwned=1"># Sign in to AWS\n[click](javascript:linkPwned=1)\u202egnp.exe';
    const { box } = open({
      workflow: sharedWorkflow({
        name: 'Sandbank update required',
        description: attack,
        tags: [attack.slice(0, 90)],
        changelog: attack,
        code: `# \u202e hidden\nx = "\u200b"\n${attack}`,
        params_schema: {
          type: 'object',
          properties: {
            constructor: { type: 'string', title: 'AWS password', description: attack, default: attack },
            __proto__: { type: 'string' },
            toString: { type: 'array', items: { enum: ['a'] }, default: { a: 1 } },
          },
        },
      }),
    });
    await says(frame, 'Name given by the sender“Sandbank update required”');
    await says(frame, '‹U+202E›gnp.exe');
    await says(frame, '“constructor”');
    expect(frame.query()?.textContent).not.toContain('AWS password');
    await says(page.getByRole('region', { name: 'Code of the received workflow: text' }), '# ‹U+202E› hidden');
    expect(box.querySelector('img, iframe, script, a[href^="javascript"]')).toBeNull();
    expect(page.getByRole('heading', { name: /Sandbank update required|Sign in/u }).query()).toBeNull();
    expect(globalThis.linkPwned).toBeUndefined();

    await button('Run once with the sample data…').click();
    await expect.element(page.getByRole('dialog').getByLabelText(/“constructor”/u)).toBeVisible();
    await expect.element(runButton).toBeEnabled();
    await runButton.click();
  });

  it('shows a long description cut, and whole where one asks', async () => {
    open({ workflow: sharedWorkflow({ description: `${'long '.repeat(300)}end` }) });
    await expect.element(frame).toBeVisible();
    expect(frame.query()?.textContent).not.toContain('end”');
    await button('Show all 1,503 characters').click();
    await says(frame, 'long end”');
  });

  it('goes from the address and the history entry when it is discarded', async () => {
    const before = history.length;
    open();
    await button('Discard').click();
    expect(location.hash).toBe('#/workbench');
    expect(history.length).toBe(before);
  });

  it('of a file is held while the page is open; another file takes its place with nothing granted', async () => {
    const { done } = open({}, null);
    await expect.element(text('No file is open')).toBeVisible();
    receivedTray.put({ name: 'a.sandbank.json', content: new Blob(['{}']) });
    await button('Run once with my data…').click();
    await choice(/^Query tables/u).click();
    await expect.element(choice(/^Query tables/u)).not.toBeChecked();
    receivedTray.put({ name: 'b.sandbank.json', content: new Blob(['{}']) });
    await expect.element(page.getByRole('dialog')).not.toBeInTheDocument();
    await button('Run once with my data…').click();
    await expect.element(choice(/^Query tables/u)).toBeChecked();
    expect(done).toEqual([]);
  });
});

describe('who signed it', () => {
  const key_id = 'k'.repeat(32);
  const valid = { state: 'valid', key_id, claimed_name: 'Ada', own: false } as const;
  const origin = { workflow_id: 'wf-1', origin: ORIGIN, version: 2, imported_at: '2026-11-20T14:00:01.000Z' };

  it.each<[string, Scene, string]>([
    ['nobody', {}, 'Not signed: who made it can’t be known.'],
    ['the person', { signature: { ...valid, own: true } }, 'Signed by you, with the key of this browser.'],
    ['a forger', { signature: { state: 'invalid', problem: 'The text was changed.' } }, 'Its signature is not of this content'],
    [
      'a known key',
      { signature: valid, signers: [{ key_id, name: 'Ada of finance', known_since: '' }] },
      'that you named “Ada of finance”',
    ],
    [
      'a namesake of a known key',
      { signature: valid, signers: [{ key_id: 'other', name: 'ADA', known_since: '' }] },
      'You know another key by the name “ADA”',
    ],
    [
      'another key than before',
      { signature: valid, local: [loadedWorkflow()], origins: [{ ...origin, key_id: 'other' }] },
      'Another key signed the version that you have',
    ],
    [
      'nobody, where it was signed before',
      { local: [loadedWorkflow()], origins: [{ ...origin, key_id }] },
      'The version that you have was signed; this one is not',
    ],
    [
      'the same key as before',
      { signature: valid, local: [loadedWorkflow()], origins: [{ ...origin, key_id }] },
      'The same key signed the version that you imported before.',
    ],
  ])('%s', async (_, scene, told) => {
    open(scene);
    await expect.element(text(told)).toBeVisible();
  });

  it('another than a copy that came before the last one: both are told of', async () => {
    const local = [loadedWorkflow({ id: 'wf-2', name: 'Planted' }), loadedWorkflow()];
    const origins = [
      { ...origin, workflow_id: 'wf-2', key_id },
      { ...origin, key_id: 'other' },
    ];
    open({ signature: valid, local, origins });
    await expect.element(text('The same key signed the version that you imported before.')).toBeVisible();
    await expect.element(text('Another key signed another copy of yours from there')).toBeVisible();
    await expect.element(text('Your workflow “Team costs” says that it comes from there, too')).toBeVisible();
  });

  it('the same as of a copy before the last one: it is that one’s next', async () => {
    const local = [loadedWorkflow({ id: 'wf-2', name: 'Planted' }), loadedWorkflow()];
    const origins = [
      { ...origin, workflow_id: 'wf-2', key_id: 'other' },
      { ...origin, key_id },
    ];
    open({ signature: valid, local, origins });
    await expect.element(text('Another key signed another copy of yours from there')).toBeVisible();
    await button('Import…').click();
    await expect.element(page.getByRole('radio', { name: 'The next version of “Team costs”' })).toBeChecked();
  });

  it('somebody else, where it is the person’s own', async () => {
    open({ signature: valid, local: [loadedWorkflow()], origins: [{ ...origin, own: true }] });
    await expect.element(text('It says that it is your own workflow, and you did not sign it')).toBeVisible();
  });

  it('is named by the person', async () => {
    const { done } = open({ signature: valid });
    await expect.element(text('Signed with a key that you have not named')).toBeVisible();
    await expect.element(text(key_id)).toBeVisible();
    await button('I know this key: name it').click();
    await expect.element(page.getByLabelText('Your name for this key')).toHaveFocus();
    await button('Cancel').click();
    await expect.element(button('I know this key: name it')).toHaveFocus();
    await userEvent.keyboard('{Enter}');
    await page.getByLabelText('Your name for this key').fill('Ada of finance');
    await button('Keep the name').click();
    await expect.element(text('Signed with the key that you named “Ada of finance”.')).toBeVisible();
    await expect.poll(() => document.activeElement?.textContent).toBe('Signed with the key that you named “Ada of finance”.');
    expect(done).toEqual([['nameSigner', key_id, 'Ada of finance']]);
  });
});

describe('beside what there is', () => {
  const origin = { workflow_id: 'wf-1', origin: ORIGIN, version: 3, imported_at: '2026-11-20T14:00:01.000Z' };

  it('the same is said to be the same', async () => {
    open({ local: [loadedWorkflow()], origins: [origin] });
    await expect.element(text('The same as what you have.')).toBeVisible();
  });

  it('an older one is said to be older, and the code is compared', async () => {
    open({
      workflow: sharedWorkflow({ version: 2, code: 'a = 1\nb = 3\nc = 4\n', description: 'Other' }),
      local: [loadedWorkflow({ code: 'a = 1\nb = 2\nc = 4\n' })],
      origins: [origin],
    });
    await expect.element(text('This is older than what you have')).toBeVisible();
    const changes = page.getByRole('region', { name: 'Changes of the code' });
    await says(changes, '2−b = 2');
    await says(changes, '2+b = 3');
    await says(page.getByRole('region', { name: 'Changes of the description' }), '+Other');
  });

  it('one that only has its name is told apart', async () => {
    open({ local: [loadedWorkflow({ id: 'wf-9', name: 'TEAM costs' })] });
    await says(text('Another workflow of yours has this name'), 'TEAM costs (your version 2)');
  });

  it('what its sender does not say is pointed out', async () => {
    open({
      found: findings({ capabilities: ['query', 'aws'] }),
      workflow: sharedWorkflow({ capabilities: ['query', 'read_files'] }),
    });
    await expect.element(text('It does not say that it asks AWS, but the code seems to.')).toBeVisible();
    await expect.element(text('It says that it reads your files, but nothing in the code was found that does.')).toBeVisible();
  });
});

describe('a run of it', () => {
  const all: CapabilityId[] = ['query', 'read_files', 'write_files', 'aws'];

  it('with the sample data is given nothing that is the person’s', async () => {
    const { done } = open({
      workflow: sharedWorkflow({ capabilities: all, params_schema: { properties: { top: { type: 'integer', default: 3 } } } }),
    });
    await button('Run once with the sample data…').click();
    await expect.element(choice(/^Query tables/u)).toBeChecked();
    await expect.element(choice(/^Write files/u)).not.toBeChecked();
    expect(page.getByRole('dialog').getByRole('checkbox').elements()).toHaveLength(2);
    await expect.element(runButton).toHaveTextContent('Run: it may query the sample data');
    await page.getByRole('dialog').getByLabelText(/“top”/u).fill('5');
    await userEvent.keyboard('{Enter}');
    expect(done).toEqual([]);
    await expect.element(runButton).toBeEnabled();
    await runButton.click();
    expect(requests(done)).toMatchObject([
      {
        connection: 'sample',
        params: { top: 5 },
        grants: { query: true, read_files: false, write_files: false, aws: false },
        title: 'Trial of a received workflow: “Team costs”',
      },
    ]);
    expect(requests(done)[0]?.workflow).toBeUndefined();
    await says(page.getByRole('region', { name: 'Output of the trial' }), 'forty-two');
  });

  it('with the person’s data is given what they tick; AWS and writing never by itself', async () => {
    const { done } = open({ workflow: sharedWorkflow({ capabilities: all }), found: findings({ capabilities: all }) });
    await button('Run once with my data…').click();
    await expect.element(choice(/^Read your files/u)).toBeChecked();
    await expect.element(choice(/^Write files/u)).not.toBeChecked();
    await expect.element(choice(/^Ask AWS/u)).not.toBeChecked();
    await choice(/^Query tables/u).click();
    await choice(/^Write files/u).click();
    await expect.element(runButton).toHaveTextContent('Run: it may read my files and write files');
    await expect.element(runButton).toBeEnabled();
    await runButton.click();
    expect(requests(done)).toMatchObject([
      { connection: 'local', grants: { query: false, read_files: true, write_files: true, aws: false } },
    ]);
  });

  it('is asked for all of it where its code cannot be seen through', async () => {
    open({ workflow: sharedWorkflow({ capabilities: [] }), found: new Error('The analysis could not be loaded.') });
    await expect.element(text('The code could not be looked through')).toBeVisible();
    await button('Run once with my data…').click();
    await expect.poll(() => page.getByRole('dialog').getByRole('checkbox').elements().length).toBe(4);
    await expect.element(runButton).toHaveTextContent('Run, with nothing granted');
  });

  it('asks before a file that was there is changed, and is stopped', async () => {
    let kept: boolean | undefined;
    open({
      run: async (_, { confirmChanges }) => {
        kept = await confirmChanges?.([{ path: 'data/mine\u202e.csv', deleted: true }]);
        return endedRun();
      },
    });
    await button('Run once with the sample data…').click();
    await expect.element(runButton).toBeEnabled();
    await runButton.click();
    const question = page.getByRole('dialog', { name: 'May it change files of yours?' });
    await says(question, 'Delete data/mine‹U+202E›.csv');
    await expect.element(question.getByRole('button', { name: 'Keep my files', exact: true })).toBeEnabled();
    await question.getByRole('button', { name: 'Keep my files', exact: true }).click();
    await expect.poll(() => kept).toBe(false);
  });

  it('leaves the focus on the button that opened its dialog, and goes to its output where it is stopped', async () => {
    const run: Scene['run'] = (_, { signal }) => {
      const { promise, resolve } = Promise.withResolvers<ReturnType<typeof endedRun>>();
      signal?.addEventListener('abort', () => resolve(endedRun({ status: 'cancelled' })));
      return promise;
    };
    open({ run });
    const opener = button('Run once with the sample data…');
    for (const name of ['Run once with my data…', 'Import…']) {
      await button(name).click();
      await page.getByRole('dialog').getByRole('button', { name: 'Cancel' }).click();
      await expect.element(button(name)).toHaveFocus();
    }
    await opener.click();
    await expect.element(runButton).toBeEnabled();
    await runButton.click();
    await expect.element(button('Stop')).toBeVisible();
    await expect.element(opener).toHaveFocus();
    await expect.element(opener).toHaveAttribute('aria-disabled', 'true');
    (button('Stop').element() as HTMLElement).focus();
    await userEvent.keyboard('{Enter}');
    await expect.element(button('Stop')).not.toBeInTheDocument();
    const output = page.getByRole('region', { name: 'Output of the trial' });
    await expect.poll(() => focusIsAround(output)).toBe(true);
  });

  it('ends with the button, and with the page', async () => {
    const signals: (AbortSignal | undefined)[] = [];
    const run: Scene['run'] = (_, { signal }) => {
      signals.push(signal);
      const { promise, resolve } = Promise.withResolvers<ReturnType<typeof endedRun>>();
      signal?.addEventListener('abort', () => resolve(endedRun({ status: 'cancelled' })));
      return promise;
    };
    open({ run });
    for (const end of [() => button('Stop').click(), () => Promise.resolve(unmount())]) {
      await expect.element(button('Run once with the sample data…')).toBeEnabled();
      await button('Run once with the sample data…').click();
      await expect.element(runButton).toBeEnabled();
      await runButton.click();
      await expect.element(button('Stop')).toBeVisible();
      await end();
      await expect.poll(() => signals.at(-1)?.aborted).toBe(true);
    }
    expect(signals).toHaveLength(2);
  });
});

describe('importing it', () => {
  const dialog = page.getByRole('dialog', { name: 'Import the workflow' });
  const origin = { workflow_id: 'wf-1', origin: ORIGIN, version: 2, imported_at: '2026-11-20T14:00:01.000Z' };
  const key_id = 'key';

  it('saves it under a name that is free, remembers where it came from, and opens it', async () => {
    const { done } = open({ local: [loadedWorkflow({ id: 'wf-9' })] });
    await button('Import…').click();
    const name = dialog.getByRole('textbox', { name: 'Name' });
    await expect.element(name).toHaveValue('Team costs (received)');
    await name.fill('team  COSTS');
    await expect.element(text('There is a workflow “Team costs” already')).toBeVisible();
    await expect.element(dialog.getByRole('button', { name: 'Import as a new workflow' })).toBeDisabled();
    await name.fill('Mine');
    await userEvent.keyboard('{Enter}');
    expect(done).toEqual([]);
    await expect.element(dialog.getByRole('button', { name: 'Import as a new workflow' })).toBeEnabled();
    await dialog.getByRole('button', { name: 'Import as a new workflow' }).click();
    await expect.poll(() => location.hash).toBe('#/workbench?workflow=wf-new');
    expect(done).toMatchObject([
      ['saveReceived', { name: 'Mine', code: sharedWorkflow().code }, { as: 'new' }],
      ['rememberImport', { workflow_id: 'wf-new', origin: ORIGIN, version: 3 }],
    ]);
  });

  it.each([
    ['by the same key: its next version', { state: 'valid', key_id, claimed_name: 'Ada', own: false }, true],
    ['by nobody: a workflow of its own', { state: 'unsigned' }, false],
    ['by another key: a workflow of its own', { state: 'valid', key_id: 'other', claimed_name: 'Ada', own: false }, false],
  ] as const)('of the same origin, signed %s', async (_, signature, next) => {
    const { done } = open({ signature, local: [loadedWorkflow()], origins: [{ ...origin, key_id }] });
    await button('Import…').click();
    await expect.element(dialog.getByRole('radio', { name: /^The next version/u })).toHaveProperty('checked', next);
    const save = dialog.getByRole('button', { name: next ? 'Import as version 3' : 'Import as a new workflow' });
    await expect.element(save).toBeEnabled();
    await save.click();
    const place = next ? { as: 'next version', of: 'wf-1' } : { as: 'new' };
    await expect
      .poll(() => done[0])
      .toMatchObject(['saveReceived', { name: next ? 'Team costs' : 'Team costs (received)' }, place]);
  });
});
