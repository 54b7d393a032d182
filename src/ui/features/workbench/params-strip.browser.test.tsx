import { useSyncExternalStore } from 'react';
import { afterEach, describe, expect, it } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { mount } from '../../../../test/harness/mount.tsx';
import type { Connection } from '../../../core/dataset.ts';
import type { Draft } from '../../../core/settings.ts';
import type { AppServices } from '../../app-services.ts';
import { ParamsStrip } from './params-strip.tsx';
import { WorkbenchSession } from './workbench-session.ts';
import './workbench.css';

const connection: Connection = {
  id: 'sample',
  kind: 'sample',
  label: 'Sample data',
  status: 'ready',
  selected: true,
  tables: [
    { name: 'cur', kind: 'CUR 2.0', columns: [] },
    { name: 'focus', columns: [] },
  ],
};

const QUERY = `SELECT line_item_product_code, sum(line_item_unblended_cost)
FROM \${table_name} WHERE \${date_filter} AND line_item_usage_account_id = '\${account}' GROUP BY 1`;

let unmount = () => {};
afterEach(() => unmount());

function Strip({ session }: { session: WorkbenchSession }) {
  const state = useSyncExternalStore(session.subscribe, session.state);
  return <ParamsStrip session={session} state={state} connection={connection} onRun={() => void session.run('sample')} />;
}

/** The strip over a session that keeps what it asks of the tools and of the storage. */
function show() {
  const calls: { name: string; input: unknown }[] = [];
  const kept: Draft[] = [];
  const services = {
    callTool: (name: string, input: unknown) => {
      calls.push({ name, input });
      return Promise.reject(new Error('there is no engine here'));
    },
    store: { get: () => Promise.resolve(), set: (_: string, value: Draft) => (kept.push(value), Promise.resolve()) },
    engine: { state: () => 'ready' },
  } as unknown as AppServices;
  const session = new WorkbenchSession(services);
  ({ unmount } = mount(<Strip session={session} />));
  return { session, calls, kept };
}

const field = (name: string) =>
  page.getByRole('group', { name: 'Parameters of the query' }).getByLabelText(name, { exact: true });

describe('the parameters of a query', () => {
  it('are offered by name, become params, and are run with', async () => {
    const { session, calls, kept } = show();
    session.openCode(QUERY, 'sql');
    await field('table_name').fill('cur');
    await field('date_filter').fill('bill_billing_period_start_date >= current_date');
    await field('account').fill('"012345678901"');
    await expect.element(page.getByLabelText('Parameters', { exact: true })).toHaveValue(session.state().params_text);
    await userEvent.keyboard('{Enter}');
    const params = {
      table_name: 'cur',
      date_filter: 'bill_billing_period_start_date >= current_date',
      account: '012345678901',
    };
    expect(calls).toMatchObject([{ name: 'execute_code', input: { language: 'sql', code: QUERY, params } }]);
    session.keep();
    expect(JSON.parse(kept.at(-1)?.params_text ?? '')).toEqual(params);
  });

  it('say which is missing, and the field has the focus', async () => {
    const { session, calls } = show();
    session.openCode(QUERY, 'sql');
    session.setParams('{"table_name": "cur"}');
    await expect.element(field('table_name')).toHaveValue('cur');
    await session.run('sample');
    expect(calls).toEqual([]);
    await expect.element(field('date_filter')).toHaveFocus();
    await expect.element(field('date_filter')).toHaveAccessibleDescription(/asks for date_filter and account\. Fill in/u);
    await expect.element(page.getByRole('alert')).toBeVisible();
    await userEvent.keyboard('true');
    await expect.element(page.getByRole('alert')).not.toBeInTheDocument();
  });

  it('offer the tables of the connection, and its database, where the query names one', async () => {
    const { session } = show();
    session.openCode(QUERY, 'sql');
    const list = (name: string) =>
      [...((field(name).element() as HTMLInputElement).list?.options ?? [])].map(({ value }) => value);
    await expect.element(field('table_name')).toBeVisible();
    expect(list('table_name')).toEqual(['cur', 'focus', 'sample']);
    expect(list('account')).toEqual([]);
  });

  it('come and go with what one writes, for SQL alone', async () => {
    const { session } = show();
    session.openCode('SELECT 1', 'sql');
    session.edit(() => 'SELECT :first, ?');
    await expect.element(field('first')).toBeVisible();
    await expect.element(field('1')).toBeVisible();
    session.edit(() => 'SELECT ?');
    await expect.element(field('first')).not.toBeInTheDocument();
    session.setLanguage('python');
    await expect.element(field('1')).not.toBeInTheDocument();
  });

  it('keep what was typed, and give way to JSON that is written beside them', async () => {
    const { session } = show();
    session.openCode('SELECT :v', 'sql');
    await field('v').click();
    await userEvent.keyboard('1.50');
    await expect.element(field('v')).toHaveValue('1.50');
    expect(session.state().params_text).toBe('{ "v": 1.5 }');
    session.setParams('{"v": "12"}');
    await expect.element(field('v')).toHaveValue('"12"');
    session.setParams('{"v": ');
    await expect.element(field('v')).toBeDisabled();
    await expect.element(page.getByRole('alert').getByText(/are no JSON/u)).toBeVisible();
  });
});
