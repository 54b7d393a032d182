import { visibleText } from '../../components/visible-text.ts';

const SHOWN = 20;

/** What is to be said of many things, the first of them; names in them may be anybody's. */
export function Sentences({ sentences, count = sentences.length }: { sentences: readonly string[]; count?: number }) {
  const shown = sentences.slice(0, SHOWN);
  return (
    <ul>
      {shown.map((sentence, index) => (
        <li key={index}>{visibleText(sentence)}</li>
      ))}
      {count > shown.length && <li>… and {count - shown.length} more</li>}
    </ul>
  );
}
