import Alert from '@cloudscape-design/components/alert';
import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import ExpandableSection from '@cloudscape-design/components/expandable-section';
import SpaceBetween from '@cloudscape-design/components/space-between';
import StatusIndicator from '@cloudscape-design/components/status-indicator';
import type { BillingNote, BillingView, TableInfo } from '../../../core/dataset.ts';
import { useAppServices } from '../../app-services.ts';
import { countOf } from '../../components/format-count.ts';
import { visibleText } from '../../components/visible-text.ts';
import { setLeftOut } from './table-actions.ts';
import { TableSection, tableFacts } from './table-section.tsx';
import './data-page.css';

/** "a view over 3 files (legacy CUR) · 146,328 rows, 131 columns". */
export function viewFacts({ sources, rows, columns }: BillingView): string {
  const kinds = [...new Set(sources.map(({ kind }) => kind))].join(', ');
  return `A view over ${countOf(sources.length, 'file')} (${visibleText(kinds)}) · ${tableFacts({ rows, columns })}`;
}

/** With more files than this, the actions of each are the better place. */
const MOST_BUTTONS = 6;

type WarningProps = { note: BillingNote; views: readonly string[] };

/** A warning with what mends it. The buttons leave a file out of all views; the file's own table stays. */
function Warning({ note, views }: WarningProps) {
  const services = useAppServices();
  return (
    <Alert type="warning" header={`Before you trust a sum over ${views.join(', ')}`}>
      <SpaceBetween size="xs">
        <span className="note-text">{visibleText(note.text)}.</span>
        {note.may_leave_out.length > 0 && note.may_leave_out.length <= MOST_BUTTONS && (
          <SpaceBetween direction="horizontal" size="xs">
            {note.may_leave_out.map(({ id, label }) => (
              <Button key={id} onClick={() => void setLeftOut(services, { id, file_name: label }, true)}>
                Leave out {visibleText(label)}
              </Button>
            ))}
          </SpaceBetween>
        )}
      </SpaceBetween>
    </Alert>
  );
}

/** What must be known before the views are trusted, each warning once with the views that it is about. */
export function ViewWarnings({ views }: { views: readonly BillingView[] }) {
  const byText = new Map<string, { note: BillingNote; views: string[] }>();
  for (const { name, notes } of views) {
    for (const note of notes.filter(({ level }) => level === 'warning')) {
      const shared = byText.get(note.text) ?? { note, views: [] };
      shared.views.push(name);
      byText.set(note.text, shared);
    }
  }
  if (byText.size === 0) return null;
  return (
    <SpaceBetween size="xs">
      {[...byText.values()].map((each) => (
        <Warning key={each.note.text} {...each} />
      ))}
    </SpaceBetween>
  );
}

/** What a view is made of, what of its format it cannot give, and what must be known of it. */
function AboutView({ view }: { view: BillingView }) {
  const { kind, sources, missing, notes } = view;
  const known = notes.filter(({ level }) => level === 'info');
  return (
    <SpaceBetween size="s">
      <div>
        <Box variant="awsui-key-label">Made of</Box>
        <ul className="plain-list">
          {sources.map(({ id, table, file_name, kind: from, rows }) => (
            <li key={id}>
              {visibleText(file_name)}{' '}
              <Box variant="span" color="text-body-secondary">
                ({visibleText(`${from}, ${countOf(rows, 'row')}, table ${table}`)})
              </Box>
            </li>
          ))}
        </ul>
      </div>
      {known.length > 0 && (
        <div>
          <Box variant="awsui-key-label">Good to know</Box>
          <ul className="plain-list">
            {known.map(({ text }) => (
              <li key={text}>{visibleText(text)}.</li>
            ))}
          </ul>
        </div>
      )}
      {missing.length > 0 && (
        <ExpandableSection
          variant="inline"
          headerText={`Cannot give ${countOf(missing.length, 'column')} of ${kind}: no file has them, and they are NULL`}
        >
          <Box variant="code" display="block">
            <span className="missing-columns">{missing.map(visibleText).join(', ')}</span>
          </Box>
        </ExpandableSection>
      )}
    </SpaceBetween>
  );
}

type BillingViewSectionProps = { view: BillingView; onQuery: (table: TableInfo) => void; onRead: () => void };

/** A view over the person's billing files: one table of all that can be made into its format. */
export function BillingViewSection({ view, onQuery, onRead }: BillingViewSectionProps) {
  const warnings = view.notes.filter(({ level }) => level === 'warning').length;
  return (
    <TableSection
      connection="local"
      table={view}
      facts={viewFacts(view)}
      badge={warnings > 0 && <StatusIndicator type="warning">{countOf(warnings, 'warning')}</StatusIndicator>}
      onQuery={onQuery}
      onRead={onRead}
    >
      <AboutView view={view} />
    </TableSection>
  );
}
