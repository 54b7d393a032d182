import Button from '@cloudscape-design/components/button';
import { useState } from 'react';
import { errorMessage } from '../error-message.ts';
import type { OutputSection } from './run-view.ts';

/** Copies all that was printed. */
export function CopyOutput({ sections }: { sections: readonly OutputSection[] }) {
  const [note, setNote] = useState('Copy text');
  const copy = async () => {
    const text = sections.map((section) => (section.kind === 'text' ? section.blocks.text() : '')).join('');
    try {
      await navigator.clipboard.writeText(text);
      setNote('Copied');
    } catch (error) {
      setNote(errorMessage(error));
    }
    setTimeout(() => setNote('Copy text'), 2000);
  };
  return (
    <Button variant="inline-link" iconName="copy" onClick={() => void copy()}>
      {note}
    </Button>
  );
}
