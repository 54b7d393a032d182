import Alert from '@cloudscape-design/components/alert';
import Box from '@cloudscape-design/components/box';
import type { ReactNode } from 'react';

type FramedNoticeProps = {
  header?: string;
  /** Why, and what would mend it. */
  children?: ReactNode;
};

/**
 * All that is shown inside another page's frame where the app is not: nothing that a click could be tricked into. The address is plain
 * text on purpose.
 */
export function FramedNotice({ header = 'Sandbank does not work inside another page', children }: FramedNoticeProps) {
  return (
    <Box padding="xxl">
      <Alert type="warning" header={header}>
        {children !== undefined && <Box margin={{ bottom: 'xs' }}>{children}</Box>}
        Open it in a tab of its own: <Box variant="code">{ownAddress()}</Box>
      </Alert>
    </Box>
  );
}

/** This page, as it is without a frame. */
function ownAddress(): string {
  const { origin, pathname, hash } = location;
  return `${origin}${pathname}${hash}`;
}
