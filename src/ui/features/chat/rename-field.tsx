import { useState } from 'react';

const LONGEST = 200;

type RenameFieldProps = { title: string; onRename: (title: string) => void; onCancel: () => void };

/** Takes a conversation's new name: Enter keeps it, Escape does not. */
export function RenameField({ title, onRename, onCancel }: RenameFieldProps) {
  const [name, setName] = useState(title);
  const done = () => {
    const next = name.trim();
    if (next === '' || next === title) onCancel();
    else onRename(next);
  };
  return (
    <input
      className="chat-rename"
      aria-label="Name of the conversation"
      autoFocus
      maxLength={LONGEST}
      value={name}
      onFocus={(event) => event.target.select()}
      onChange={(event) => setName(event.target.value)}
      onBlur={done}
      onKeyDown={(event) => {
        if (event.nativeEvent.isComposing) return;
        if (event.key === 'Enter') {
          // What has the focus next would be pressed by it.
          event.preventDefault();
          done();
        } else if (event.key === 'Escape') {
          event.preventDefault();
          event.stopPropagation();
          onCancel();
        }
      }}
    />
  );
}
