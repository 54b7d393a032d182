import Button from '@cloudscape-design/components/button';
import Icon from '@cloudscape-design/components/icon';
import { useRef } from 'react';
import type { Attachment } from '../../../assistant/assistant.ts';
import { formatBytes } from '../../components/format-bytes.ts';
import { visibleText } from '../../components/visible-text.ts';
import { ACCEPT } from './attachments.ts';

type AttachmentListProps = { attachments: readonly Attachment[]; onRemove: (index: number) => void };

/** The files that will go with the message. */
export function AttachmentList({ attachments, onRemove }: AttachmentListProps) {
  if (attachments.length === 0) return null;
  return (
    <ul className="chat-attachments" aria-label="Attached files">
      {attachments.map((attachment, index) => (
        <li key={index} className="chat-attachment">
          <Icon name="file" size="small" />
          <span className="chat-plain">{visibleText(attachment.name)}</span>
          <span className="chat-quiet">{formatBytes(attachment.content.size)}</span>
          <Button
            variant="inline-icon"
            iconName="close"
            ariaLabel={`Remove ${visibleText(attachment.name)}`}
            onClick={() => onRemove(index)}
          />
        </li>
      ))}
    </ul>
  );
}

/** Lets the person choose text files. */
export function FileButton({ onFiles }: { onFiles: (files: File[]) => void }) {
  const input = useRef<HTMLInputElement>(null);
  return (
    <>
      <Button variant="icon" iconName="upload" ariaLabel="Attach text files" onClick={() => input.current?.click()} />
      <input
        ref={input}
        type="file"
        multiple
        hidden
        accept={ACCEPT}
        aria-label="Files to attach"
        onChange={(event) => {
          onFiles([...(event.target.files ?? [])]);
          event.target.value = '';
        }}
      />
    </>
  );
}
