import Button from '@cloudscape-design/components/button';
import { EmptyState } from '../components/empty-state.tsx';
import { visibleText } from '../components/visible-text.ts';

/** An address that leads nowhere. */
export function UnknownPage({ hash }: { hash: string }) {
  return (
    <EmptyState title="There is no such page" action={<Button href="#/workbench">Go to the workbench</Button>}>
      The address ends with {visibleText(hash.slice(0, 200))}, which leads nowhere. It may come from another version of the app.
    </EmptyState>
  );
}
