/** The menu of an item's actions. */
export const ITEM_MENU = 'button[aria-haspopup]';

/** The element that stands for a thing in a list or at its head: the one that has it as its `data-item`, such as "file:data/costs.csv". */
export function itemElement(item: string): HTMLElement | null {
  return document.querySelector(`[data-item="${CSS.escape(item)}"]`);
}
