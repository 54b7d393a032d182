import { lazy, type ComponentType } from 'react';

/** How to fetch anew the parts that did not come. */
const failed = new Set<() => void>();
const failedSheets = new Set<HTMLLinkElement>();

/**
 * A part of the app that is fetched when it is first shown; give it a `Boundary` and a `Suspense`. React keeps what failed for good. Here
 * it is fetched anew where it is shown again after `forgetFailed`, not before: React draws by itself once more what failed, and would
 * never come to an end.
 */
export function lazyPart<Props extends object>(load: () => Promise<ComponentType<Props>>): ComponentType<Props> {
  const fetched = (prepare?: () => Promise<void>) =>
    lazy(async () => {
      try {
        await prepare?.();
        return { default: await load() };
      } catch (error) {
        failed.add(renew);
        throw error;
      }
    });
  let Part: ComponentType<Props> = fetched();
  const renew = () => {
    Part = fetched(fetchSheets);
  };
  return function LazyPart(props: Props) {
    return <Part {...props} />;
  };
}

/** Lets the parts that did not come be fetched anew. */
export function forgetFailed(): void {
  for (const renew of failed) renew();
  failed.clear();
}

let sheetsFetched: Promise<void> = Promise.resolve();

/** One after another: who comes second must not go on before what the first one has asked for is there. */
function fetchSheets(): Promise<void> {
  sheetsFetched = sheetsFetched.then(fetchFailedSheets, fetchFailedSheets);
  return sheetsFetched;
}

/** The loader asks for a style sheet once, and then takes one that did not come for one that did. */
async function fetchFailedSheets(): Promise<void> {
  const again = [...failedSheets].map(async (sheet) => {
    const link = sheet.cloneNode() as HTMLLinkElement;
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    link.addEventListener('load', () => resolve());
    link.addEventListener('error', () => reject(new Error(`Unable to preload CSS for ${link.href}`)));
    failedSheets.delete(sheet);
    sheet.replaceWith(link);
    await promise;
  });
  await Promise.all(again);
}

addEventListener(
  'error',
  ({ target }) => {
    if (target instanceof HTMLLinkElement && target.rel === 'stylesheet') failedSheets.add(target);
  },
  true,
);
