import { afterEach, describe, expect, it } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { mount } from '../../../../test/harness/mount.tsx';
import { CodeEditor } from './code-editor.tsx';
import type { CodeError } from './monaco-editor.ts';

const code = page.getByRole('textbox', { name: 'Code', exact: true });
const program = 'def f(x):\n    if x:\n        return {"a": [1, 2]}\n    # (\n\nfor i in range(3):\n    print(f(i))\n';

let unmount = () => {};
afterEach(() => unmount());

type Opened = { box: HTMLElement; text: () => string; ran: () => number; changes: () => number };

function open(text: string, error: CodeError | null = null): Opened {
  let read = () => text;
  let runs = 0;
  let changes = 0;
  const mounted = mount(
    <CodeEditor
      content={{ id: 1, text }}
      language="python"
      dark={false}
      tables={[]}
      error={error}
      onChange={(next) => {
        read = next;
        changes += 1;
      }}
      onRun={() => {
        runs += 1;
      }}
      onSave={() => undefined}
    />,
  );
  ({ unmount } = mounted);
  return { box: mounted.box, text: () => read(), ran: () => runs, changes: () => changes };
}

const isRich = (box: HTMLElement) => box.querySelector('[data-rich="true"]') !== null;

async function openRich(text: string, error: CodeError | null = null): Promise<Opened> {
  const opened = open(text, error);
  await code.click();
  await expect.poll(() => isRich(opened.box), { timeout: 40_000 }).toBe(true);
  return opened;
}

describe('the editor', () => {
  it('is left without an edit where nothing was written, and keeps what was', async () => {
    const untouched = await openRich(program);
    unmount();
    expect(untouched.changes()).toBe(0);
    const written = await openRich('x = 1');
    await userEvent.keyboard('# ');
    unmount();
    expect(written.text()).toContain('# ');
    expect(written.changes()).toBeGreaterThan(0);
  });

  it('takes text at once, and hands text and focus over to the rich editor', async () => {
    const { box, text, ran } = open('x = 1');
    await code.fill(program);
    expect(text()).toBe(program);
    await userEvent.keyboard('{Control>}{Enter}{/Control}');
    expect(ran()).toBe(1);
    await expect.poll(() => isRich(box), { timeout: 40_000 }).toBe(true);
    expect(code.elements()).toHaveLength(1);
    await expect.element(code).toHaveValue(program);
    await expect.element(code).toHaveFocus();
    await userEvent.keyboard('{Control>}{Enter}{/Control}');
    expect(ran()).toBe(2);
  });

  it('replaces all of the code when it is filled from outside, as it was written', async () => {
    const { text } = await openRich('x = [1');
    for (const next of [program, 'x', '', 'a\r\nb', '((([[["""', program]) {
      await code.fill(next);
      await expect.poll(text).toBe(next.replaceAll('\r\n', '\n'));
      (document.activeElement as HTMLElement).blur();
    }
  });

  it('keeps what was selected from outside when it draws itself anew', async () => {
    const { box, text } = await openRich('x = [1');
    await expect.element(code).toHaveFocus();
    const { monaco } = await import('./monaco-setup.ts');
    const area = box.querySelector('textarea');
    area?.select();
    for (const instance of monaco.editor.getEditors()) instance.render(true);
    await userEvent.keyboard('y');
    await expect.poll(text).toBe('y');
  });

  it('marks the place of an error until its line is changed', async () => {
    const error = { line: 2, position: 9, message: 'QueryError: no such column', source: 'b = a + nowhere' };
    const { box } = await openRich('a = 1\nb = a + nowhere', error);
    const { monaco } = await import('./monaco-setup.ts');
    const marked = () => monaco.editor.getModelMarkers({ owner: 'sandbank-run' });
    await expect.poll(marked).toHaveLength(1);
    expect(marked()[0]).toMatchObject({ message: error.message, startLineNumber: 2, startColumn: 9, endColumn: 16 });
    await expect.poll(() => box.querySelector('.squiggly-error')).not.toBeNull();
    await code.click();
    await userEvent.keyboard('{Control>}{End}{/Control}.x');
    await expect.poll(marked).toHaveLength(0);
    expect(box.querySelector('.sb-error-line')).toBeNull();
  });

  it('helps a person who types: brackets close and lines are indented', async () => {
    const { text } = await openRich('');
    await code.click();
    await userEvent.keyboard('if f(1):{Enter}go()');
    await expect.poll(text).toBe('if f(1):\n    go()');
  });

  it('shows the beginning of what no editor takes, and changes nothing of it', async () => {
    const huge = 'x = 1\n'.repeat(400_000);
    const { text } = open(huge);
    await expect.element(code).toHaveAttribute('readonly');
    expect((code.element() as HTMLTextAreaElement).value.length).toBeLessThan(60_000);
    expect(text()).toBe(huge);
  });
});

describe('SQL in the editor', () => {
  it('is coloured as Athena reads it, with its placeholders', async () => {
    const { monaco } = await import('./monaco-setup.ts');
    const kinds = (sql: string) => {
      const lines = sql.split('\n');
      return monaco.editor.tokenize(sql, 'sql').flatMap((tokens, row) =>
        tokens.map(({ offset, type }, at) => {
          const text = lines
            .at(row)
            ?.slice(offset, tokens[at + 1]?.offset)
            .trim();
          return [text, type.replace(/\.sql$/u, '')];
        }),
      );
    };
    expect(kinds("SELECT date_trunc('day', x) -- no\nFROM \"${t}\" WHERE {{f}} AND y = :day AND z = '${d}'")).toEqual(
      expect.arrayContaining([
        ['SELECT', 'keyword'],
        ['date_trunc', 'function'],
        ["'day'", 'string'],
        ['x', 'identifier'],
        ['-- no', 'comment'],
        ['"${t}"', 'parameter'],
        ['{{f}}', 'parameter'],
        [':day', 'parameter'],
        ["'${d}'", 'parameter'],
      ]),
    );
  });
});
