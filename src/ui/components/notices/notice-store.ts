/** Something that the app tells the person, apart from what they look at: a deletion that can be undone, a run that goes on. */
export type Notice = {
  id: string;
  type: 'success' | 'error' | 'info' | 'warning' | 'in-progress';
  header: string;
  text?: string;
  /** 0 to 1; a bar is drawn. */
  progress?: number;
  action?: { label: string; run: () => void };
  /** Called when the person dismisses it. */
  onDismiss?: () => void;
  link?: { label: string; href: string };
};

type Listener = () => void;

/** Keeps notices in the order in which they came; one with an id that stands already takes its place. */
export class NoticeStore {
  #notices: readonly Notice[] = [];
  readonly #listeners = new Set<Listener>();

  readonly current = (): readonly Notice[] => this.#notices;

  readonly subscribe = (listener: Listener): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  readonly put = (notice: Notice): void => {
    const at = this.#notices.findIndex((each) => each.id === notice.id);
    this.#notices = at === -1 ? [...this.#notices, notice] : this.#notices.with(at, notice);
    this.#tell();
  };

  readonly dismiss = (id: string): void => {
    this.#notices = this.#notices.filter((each) => each.id !== id);
    this.#tell();
  };

  #tell(): void {
    for (const listener of this.#listeners) listener();
  }
}

/** The page's one store: notices outlive the page of the app that gave them. */
export const notices = new NoticeStore();
