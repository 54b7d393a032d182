import Alert from '@cloudscape-design/components/alert';
import Button from '@cloudscape-design/components/button';
import Container from '@cloudscape-design/components/container';
import Header from '@cloudscape-design/components/header';
import StatusIndicator from '@cloudscape-design/components/status-indicator';
import type { SecretFinding } from '../../../core/share/find-secrets.ts';
import { countOf, formatCount } from '../../components/format-count.ts';
import { visibleText } from '../../components/visible-text.ts';

const MOST_LISTED = 20;

type SecretsPartProps = {
  /** In the workflow as it is saved. */
  found: readonly SecretFinding[];
  /** In what is sent as it stands. */
  left: readonly SecretFinding[];
  replaced: boolean;
  onReplace: (replaced: boolean) => void;
};

/** What in the workflow must not be sent, and the way to a copy without it. */
export function SecretsPart({ found, left, replaced, onReplace }: SecretsPartProps) {
  return (
    <Container header={<Header variant="h2">Keys, passwords and account ids</Header>}>
      {found.length === 0 && (
        <StatusIndicator type="success">
          None was found. Only known forms are looked for: read the code yourself before you send it.
        </StatusIndicator>
      )}
      {left.length > 0 && (
        <Alert
          type="warning"
          header={`${countOf(left.length, 'place holds', 'places hold')} what must not be sent`}
          action={!replaced && <Button onClick={() => onReplace(true)}>Replace them</Button>}
        >
          <Places findings={left} />
          {replaced
            ? 'They are left in the copy too: change the workflow, save it, and share it then.'
            : 'No link and no workflow file are made before. Replace them in what is sent, or change the workflow and save it.'}
        </Alert>
      )}
      {found.length > 0 && left.length === 0 && (
        <Alert
          type="success"
          header={`${countOf(found.length, 'place is', 'places are')} replaced in what is sent`}
          action={<Button onClick={() => onReplace(false)}>Undo</Button>}
        >
          <Places findings={found} />
          An account has the same other digits everywhere; all else reads REMOVED. What is shown above is the replaced copy; the
          saved workflow stays as it is.
        </Alert>
      )}
    </Container>
  );
}

function Places({ findings }: { findings: readonly SecretFinding[] }) {
  return (
    <ul className="share-places" aria-label="Places">
      {findings.slice(0, MOST_LISTED).map(({ where, what, masked }, index) => (
        <li key={index}>
          {visibleText(where)}: {what}, <code>{visibleText(masked)}</code>
        </li>
      ))}
      {findings.length > MOST_LISTED && <li>and {formatCount(findings.length - MOST_LISTED)} more</li>}
    </ul>
  );
}
