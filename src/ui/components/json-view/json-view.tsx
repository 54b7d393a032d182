import { useState } from 'react';
import type { Json } from '../../../core/json.ts';
import { countOf, formatCount } from '../format-count.ts';
import { visibleText } from '../visible-text.ts';
import './json-view.css';

const PAGE = 100;
const LONG_TEXT = 2000;

/** A JSON value as a tree. Branches are made when they are opened, a hundred entries at a time. */
export function JsonView({ value, openLevels = 1 }: { value: Json; openLevels?: number }) {
  return (
    <div className="sb-json">
      <JsonNode name={undefined} value={value} openLevels={openLevels} />
    </div>
  );
}

type NodeProps = { name: string | undefined; value: Json; openLevels: number };

function JsonNode({ name, value, openLevels }: NodeProps) {
  if (typeof value === 'object' && value !== null) return <JsonBranch name={name} value={value} openLevels={openLevels} />;
  return (
    <div className="sb-json-leaf">
      <Name name={name} />
      <JsonLeaf value={value} />
    </div>
  );
}

function JsonBranch({
  name,
  value,
  openLevels,
}: {
  name: string | undefined;
  value: Json[] | { [key: string]: Json };
  openLevels: number;
}) {
  const [open, setOpen] = useState(openLevels > 0);
  const [shown, setShown] = useState(PAGE);
  const isList = Array.isArray(value);
  const keys = isList ? undefined : Object.keys(value);
  const count = isList ? value.length : (keys ?? []).length;
  const summary = isList ? `[ ${countOf(count, 'item')} ]` : `{ ${countOf(count, 'key')} }`;
  const entries: [string, Json][] = [];
  if (open) {
    for (let index = 0; index < Math.min(count, shown); index += 1) {
      const key = keys?.[index];
      if (isList) entries.push([String(index), value[index] ?? null]);
      else if (key !== undefined) entries.push([key, value[key] ?? null]);
    }
  }
  return (
    <div>
      <button type="button" className="sb-json-toggle" aria-expanded={open} disabled={count === 0} onClick={() => setOpen(!open)}>
        <span className="sb-json-mark" aria-hidden />
        <Name name={name} />
        <span className="sb-json-summary">{summary}</span>
      </button>
      {open && count > 0 && (
        <div className="sb-json-children">
          {entries.map(([key, each]) => (
            <JsonNode key={key} name={key} value={each} openLevels={openLevels - 1} />
          ))}
          {count > shown && (
            <button type="button" className="sb-json-more" onClick={() => setShown(shown + PAGE * 5)}>
              Show more ({formatCount(count - shown)} left)
            </button>
          )}
        </div>
      )}
    </div>
  );
}

function Name({ name }: { name: string | undefined }) {
  return name === undefined ? null : <span className="sb-json-name">{visibleText(name)}: </span>;
}

function JsonLeaf({ value }: { value: null | boolean | number | string }) {
  const [all, setAll] = useState(false);
  if (typeof value !== 'string') return <span data-kind={value === null ? 'null' : typeof value}>{String(value)}</span>;
  const cut = !all && value.length > LONG_TEXT;
  return (
    <span data-kind="string">
      {`"${cut ? value.slice(0, LONG_TEXT) : value}${cut ? '…' : '"'}`}
      {cut && (
        <button type="button" className="sb-json-more" onClick={() => setAll(true)}>
          Show all {formatCount(value.length)} characters
        </button>
      )}
    </span>
  );
}
