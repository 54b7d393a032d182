import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import Modal from '@cloudscape-design/components/modal';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useState, type ReactNode } from 'react';
import { visibleText } from '../visible-text.ts';

/**
 * A link in what a run or a model wrote. It has no address that the browser could follow by itself: a click shows where it leads
 * (all of it, since an address can carry data away) and asks.
 */
export function SafeLink({ address, children }: { address: string; children: ReactNode }) {
  const [asking, setAsking] = useState(false);
  const target = openable(address);
  if (target === undefined) return <span title="This link leads nowhere and was taken away">{children}</span>;
  const open = () => {
    setAsking(false);
    window.open(target.href, '_blank', 'noopener,noreferrer');
  };
  return (
    <>
      <button
        type="button"
        role="link"
        className="sb-markdown-link"
        title={visibleText(target.href)}
        onClick={() => setAsking(true)}
      >
        {children}
      </button>
      {asking && (
        <Modal
          visible
          header={`Leave Sandbank for ${target.protocol === 'mailto:' ? 'your mail program' : visibleText(target.host)}?`}
          closeAriaLabel="Close"
          onDismiss={() => setAsking(false)}
          footer={
            <Box float="right">
              <SpaceBetween direction="horizontal" size="xs">
                <Button variant="link" onClick={() => setAsking(false)}>
                  Cancel
                </Button>
                <Button variant="primary" iconName="external" onClick={open}>
                  Open link
                </Button>
              </SpaceBetween>
            </Box>
          }
        >
          <SpaceBetween size="xs">
            <span>
              This link was written by a model, code or data, not by Sandbank. Whatever stands in the address is sent there.
            </span>
            <code className="sb-markdown-address">{visibleText(target.href)}</code>
          </SpaceBetween>
        </Modal>
      )}
    </>
  );
}

function openable(address: string): URL | undefined {
  const url = URL.canParse(address) ? new URL(address) : undefined;
  return url !== undefined && ['http:', 'https:', 'mailto:'].includes(url.protocol) ? url : undefined;
}
