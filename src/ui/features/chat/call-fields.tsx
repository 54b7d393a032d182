import type { Json } from '../../../core/json.ts';
import { JsonView } from '../../components/json-view/json-view.tsx';
import { visibleLines, visibleText } from '../../components/visible-text.ts';
import { Fold } from './call-output.tsx';

/** What a tool was given besides code, field by field. */
export function CallFields({ fields }: { fields: readonly [string, Json][] }) {
  if (fields.length === 0) return null;
  return (
    <dl className="chat-fields">
      {fields.map(([name, value]) => (
        <div key={name} className="chat-field">
          <dt>{visibleText(name)}</dt>
          <dd>
            {typeof value === 'object' && value !== null ? <JsonView value={value} openLevels={2} /> : <Plain value={value} />}
          </dd>
        </div>
      ))}
    </dl>
  );
}

function Plain({ value }: { value: null | boolean | number | string }) {
  const text = visibleLines(String(value));
  if (text.length < 200) return <span className="chat-plain">{text}</span>;
  return (
    <Fold label="this field">
      {(open) => (
        <div className="chat-printed chat-plain" data-open={open}>
          {text}
        </div>
      )}
    </Fold>
  );
}
