/** Something that the app tells the person, apart from what they look at: a deletion that can be undone, a run that goes on. */
export type Notice = {
  id: string;
  type: 'success' | 'error' | 'info' | 'warning' | 'in-progress';
  header: string;
  text?: string;
  /** 0 to 1; a bar is drawn. */
  progress?: number;
  action?: { label: string; run: () => void };
  /** The words of a button that dismisses it, where that is an answer. */
  decline?: string;
  /** The page over which it stands, or 'every'; where none is named, the one that is shown when it is put. */
  page?: string;
  /** Called when the person dismisses it. */
  onDismiss?: () => void;
  link?: { label: string; href: string };
};

type Listener = () => void;

/**
 * Keeps notices in the order in which they came; one with an id that stands already takes its place. A notice stands over its own page
 * and waits there while another is shown; one that goes on (`in-progress`) stands over every page.
 */
export class NoticeStore {
  #notices: readonly Notice[] = [];
  #shown: readonly Notice[] = [];
  #page = '';
  readonly #listeners = new Set<Listener>();

  /** Those that stand over the page that is shown. */
  readonly current = (): readonly Notice[] => this.#shown;

  readonly subscribe = (listener: Listener): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  readonly put = (notice: Notice): void => {
    const placed = { ...notice, page: notice.page ?? this.#page };
    const at = this.#notices.findIndex((each) => each.id === notice.id);
    this.#notices = at === -1 ? [...this.#notices, placed] : this.#notices.with(at, placed);
    this.#tell();
  };

  readonly dismiss = (id: string): void => {
    this.#notices = this.#notices.filter((each) => each.id !== id);
    this.#tell();
  };

  /** From here on another page is shown. What went well and asks for nothing was said on the one before. */
  readonly showPage = (page: string): void => {
    if (page === this.#page) return;
    const left = this.#page;
    this.#page = page;
    this.#notices = this.#notices.filter((each) => each.page !== left || !isBrief(each));
    this.#tell();
  };

  #tell(): void {
    this.#shown = this.#notices.filter(({ page, type }) => page === this.#page || page === 'every' || type === 'in-progress');
    for (const listener of this.#listeners) listener();
  }
}

/** That something went well needs no answer, unless the notice offers something. */
export function isBrief({ type, action, link }: Notice): boolean {
  return type === 'success' && action === undefined && link === undefined;
}

/** The app's one store: notices outlive the page that gave them. */
export const notices = new NoticeStore();
