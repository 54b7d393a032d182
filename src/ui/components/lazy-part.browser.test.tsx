import { Suspense } from 'react';
import { afterEach, expect, it } from 'vitest';
import { page } from 'vitest/browser';
import { mount } from '../../../test/harness/mount.tsx';
import { Boundary } from './boundary.tsx';
import { lazyPart } from './lazy-part.tsx';

/** Nothing listens there. */
const AWAY = 'http://localhost:1/styles.css';

let unmount = () => {};
afterEach(() => {
  unmount();
  for (const link of document.querySelectorAll(`link[href="${AWAY}"]`)) link.remove();
});

it('shows none of two parts, asked for again at once, without the style sheet that is still away', async () => {
  const sheet = Object.assign(document.createElement('link'), { rel: 'stylesheet', href: AWAY });
  const failed = new Promise((resolve) => sheet.addEventListener('error', resolve));
  document.head.append(sheet);
  await failed;

  const loaded: string[] = [];
  const part = (name: string) =>
    lazyPart(() => {
      loaded.push(name);
      return loaded.filter((each) => each === name).length === 1
        ? Promise.reject(new Error(`Unable to preload CSS for ${sheet.href}`))
        : Promise.resolve(() => <p>{name} is here</p>);
    });
  const parts = [part('One'), part('Two')];
  ({ unmount } = mount(
    parts.map((Part, index) => (
      <Boundary key={index}>
        <Suspense>
          <Part />
        </Suspense>
      </Boundary>
    )),
  ));
  const again = page.getByRole('button', { name: 'Try again' });
  await expect.poll(() => again.elements().length).toBe(2);
  expect(loaded.toSorted()).toEqual(['One', 'Two']);

  const asked = () => performance.getEntriesByName(sheet.href).length;
  const before = asked();
  for (const button of again.elements()) (button as HTMLElement).click();
  await expect.poll(asked).toBeGreaterThanOrEqual(before + 2);
  await expect.poll(() => again.elements().length).toBe(2);
  expect(loaded.toSorted()).toEqual(['One', 'Two']);
});
