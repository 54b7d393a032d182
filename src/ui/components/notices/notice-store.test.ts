import { describe, expect, it } from 'vitest';
import { NoticeStore, type Notice } from './notice-store.ts';

const undo = { label: 'Undo', run: () => undefined };

function shownOn(store: NoticeStore, page: string): string[] {
  store.showPage(page);
  return store.current().map(({ id }) => id);
}

function storeWith(...given: Notice[]): NoticeStore {
  const store = new NoticeStore();
  store.showPage('data');
  given.forEach(store.put);
  return store;
}

describe('a notice', () => {
  it('stands over the page on which it was put, and waits there', () => {
    const store = storeWith(
      { id: 'failed', type: 'error', header: 'costs.csv could not be read' },
      { id: 'gone', type: 'success', header: 'costs is removed', action: undo },
    );
    expect(shownOn(store, 'workbench')).toEqual([]);
    expect(shownOn(store, 'data')).toEqual(['failed', 'gone']);
  });

  it('that says what went well is not said again', () => {
    const store = storeWith({ id: 'done', type: 'success', header: 'costs is a table' });
    expect(shownOn(store, 'data')).toEqual(['done']);
    expect(shownOn(store, 'workbench')).toEqual([]);
    expect(shownOn(store, 'data')).toEqual([]);
  });

  it('of something lasting stands over every page; what goes on does until it ends', () => {
    const store = storeWith(
      { id: 'full', type: 'warning', header: 'Storage is almost full', page: 'every' },
      { id: 'load', type: 'in-progress', header: 'Reading costs.csv' },
      { id: 'draft', type: 'info', header: 'Your code was set aside', page: 'workbench' },
    );
    expect(store.current().map(({ id }) => id)).toEqual(['full', 'load']);
    expect(shownOn(store, 'workbench')).toEqual(['full', 'load', 'draft']);
    store.put({ id: 'load', type: 'error', header: 'costs.csv could not be read' });
    expect(shownOn(store, 'runs')).toEqual(['full']);
    expect(shownOn(store, 'workbench')).toEqual(['full', 'load', 'draft']);
  });
});
