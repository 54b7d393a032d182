import { useId, useMemo, useState } from 'react';
import type { CodeFindings, CodePlace } from '../../../core/ports/code-analysis.ts';
import { visibleText } from '../visible-text.ts';
import { capabilityNames, findingGroups, type FindingGroup, type FindingItem } from './finding-groups.ts';
import './code-findings.css';

export type CodeFindingsViewProps = {
  findings: CodeFindings;
  /** Leads to a line (from 1) of the code. Without it, lines are only named. */
  onLine?: (line: number, column?: number) => void;
};

/**
 * What code will touch, by group. Words of ours and texts of the code are told apart: the code's stand as code, on one line, with
 * everything written out that cannot be seen.
 */
export function CodeFindingsView({ findings, onLine }: CodeFindingsViewProps) {
  const groups = useMemo(() => findingGroups(findings), [findings]);
  const { syntax_error } = findings;
  return (
    <div className="sb-findings">
      <p className="sb-findings-advice">
        Read from the code’s text: advice, no guarantee. What it may do is decided when it runs.
      </p>
      {syntax_error === undefined ? (
        <Needs findings={findings} />
      ) : (
        <p className="sb-findings-wrong">
          It is no program that can be read
          {groups.length === 0 ? ', so nothing else is known of it' : '; what its words tell is below'}:{' '}
          <code className="sb-finding-text">{visibleText(syntax_error.message)}</code>{' '}
          <Place place={syntax_error} onLine={onLine} />
        </p>
      )}
      {groups.map((group) => (
        <Group key={group.title} group={group} onLine={onLine} />
      ))}
      {syntax_error === undefined && groups.length === 0 && (
        <p>
          <strong>It touches nothing.</strong> It computes, and neither data nor files nor AWS are named in its text.
        </p>
      )}
    </div>
  );
}

function Needs({ findings: { capabilities } }: { findings: CodeFindings }) {
  if (capabilities.length === 0) return null;
  return (
    <ul className="sb-findings-needs" aria-label="What it needs">
      {capabilities.map((id) => (
        <li key={id}>{capabilityNames[id]}</li>
      ))}
    </ul>
  );
}

const FEW = 20;
const MORE = 200;

type OnLine = CodeFindingsViewProps['onLine'];

function Group({ group, onLine }: { group: FindingGroup; onLine: OnLine }) {
  const heading = useId();
  const [shown, setShown] = useState(FEW);
  const left = group.items.length - shown;
  return (
    <section className="sb-finding-group" aria-labelledby={heading} data-warns={group.warns === true}>
      <h3 id={heading}>{group.title}</h3>
      <ul>
        {group.items.slice(0, shown).map((item, index) => (
          <Item key={index} item={item} onLine={onLine} />
        ))}
      </ul>
      {left > 0 && (
        <button type="button" className="sb-finding-place" onClick={() => setShown(shown + MORE)}>
          {left} more
        </button>
      )}
    </section>
  );
}

const MOST_PLACES = 6;

function Item({ item: { label, text, tag, warns, places }, onLine }: { item: FindingItem; onLine: OnLine }) {
  const more = places.length - MOST_PLACES;
  return (
    <li className="sb-finding" data-warns={warns === true}>
      {label !== undefined && <span className="sb-finding-label">{text === undefined ? label : `${label}:`}</span>}
      {text !== undefined && <code className="sb-finding-text">{visibleText(text)}</code>}
      {tag !== undefined && <span className="sb-finding-tag">{tag}</span>}
      <span className="sb-finding-places">
        {places.slice(0, MOST_PLACES).map((place, index) => (
          <Place key={index} place={place} onLine={onLine} />
        ))}
        {more > 0 && <span>and {more} more</span>}
      </span>
    </li>
  );
}

function Place({ place: { line, column }, onLine }: { place: CodePlace; onLine: OnLine }) {
  if (onLine === undefined) return <span className="sb-finding-line">line {line}</span>;
  return (
    <button type="button" className="sb-finding-place" onClick={() => onLine(line, column)}>
      line {line}
    </button>
  );
}
