import { afterEach, expect, it } from 'vitest';
import { mount } from '../../../../test/harness/mount.tsx';
import {
  answerMessage,
  ScriptedChat,
  scriptedAssistant,
  ScriptedSession,
  userMessage,
} from '../../../../test/harness/scripted-chat.tsx';
import type { Message } from '../../../core/conversation.ts';

let unmount = () => {};
afterEach(() => unmount());

const text = (index: number) => `## Answer ${index}\n\n| a | b |\n|--|--:|\n| x | ${index} |\n\nWith *some* words.\n\n`.repeat(4);
const many: Message[] = Array.from({ length: 250 }, (_, index) => [
  userMessage(`u${index}`, `Question ${index}`),
  answerMessage(`a${index}`, [{ kind: 'text', text: text(index) }]),
]).flat();

const frame = () => new Promise((resolve) => requestAnimationFrame(resolve));

it('a long conversation draws its end first, and only the answer that grows while it grows', async () => {
  const session = new ScriptedSession(many);
  const mounted = mount(<ScriptedChat assistant={scriptedAssistant(session)} />, { width: 500, height: 700 });
  ({ unmount } = mounted);
  const articles = () => mounted.box.querySelectorAll('article');
  await expect.poll(() => articles().length).toBe(15);
  const scroller = mounted.box.querySelector('.chat-scroller');
  await expect
    .poll(() => (scroller === null ? 1 : scroller.scrollHeight - scroller.scrollTop - scroller.clientHeight))
    .toBeLessThan(2);

  const changed = new Set<Node>();
  const watcher = new MutationObserver((records) => records.forEach(({ target }) => changed.add(target)));
  const before = [...articles()];
  for (const each of before) watcher.observe(each, { childList: true, subtree: true, characterData: true, attributes: true });
  const question = userMessage('last', 'more');
  let said = '';
  for (let step = 0; step < 60; step += 1) {
    said += `Paragraph ${step} of it.\n\n`;
    session.say([...many, question, answerMessage('growing', [{ kind: 'text', text: said }], { status: 'streaming' })], {
      busy: true,
    });
    await frame();
  }
  await expect.poll(() => mounted.box.querySelector('article:last-of-type')?.textContent).toContain('Paragraph 59');
  // The answer before it may lose what only the last one offers; nothing else is touched.
  expect(
    [...changed].filter((node) => node instanceof Element && before.slice(0, -1).some((each) => each.contains(node))),
  ).toEqual([]);
  await expect
    .poll(() => (scroller === null ? 1 : scroller.scrollHeight - scroller.scrollTop - scroller.clientHeight))
    .toBeLessThan(2);
});

it('lets the person read on above while an answer grows, and leads back', async () => {
  const session = new ScriptedSession(many.slice(0, 10));
  const mounted = mount(<ScriptedChat assistant={scriptedAssistant(session)} />, { width: 500, height: 500 });
  ({ unmount } = mounted);
  await expect.poll(() => mounted.box.querySelectorAll('article table').length).toBe(20);
  const scroller = mounted.box.querySelector('.chat-scroller');
  if (scroller === null) throw new Error('There is no conversation.');
  await expect.poll(() => scroller.scrollTop).toBeGreaterThan(500);
  scroller.scrollTop = 300;
  await expect.poll(() => mounted.box.textContent).toContain('Jump to latest');
  for (let step = 1; step < 20; step += 1) {
    const growing = answerMessage('growing', [{ kind: 'text', text: 'Paragraph.\n\n'.repeat(step) }], { status: 'streaming' });
    session.say([...many.slice(0, 10), growing], { busy: true });
    await frame();
  }
  expect(Math.abs(scroller.scrollTop - 300)).toBeLessThan(2);
  [...mounted.box.querySelectorAll('button')].find((button) => button.textContent?.includes('Jump to latest'))?.click();
  await expect.poll(() => scroller.scrollHeight - scroller.scrollTop - scroller.clientHeight).toBeLessThan(2);
  await expect.poll(() => mounted.box.textContent).not.toContain('Jump to latest');
});
