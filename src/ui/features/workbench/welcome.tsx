import Alert from '@cloudscape-design/components/alert';
import Button from '@cloudscape-design/components/button';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { languageIds } from '../../../core/run.ts';
import { languageNames } from '../../components/language-name.ts';
import { examples } from './examples.ts';
import type { WorkbenchSession } from './workbench-session.ts';

/** What a first visit is offered: something that works at one click. */
export function Welcome({ session, onReport }: { session: WorkbenchSession; onReport: () => void }) {
  return (
    <Alert
      type="info"
      dismissible
      dismissAriaLabel="Dismiss the welcome"
      onDismiss={() => session.dismissWelcome()}
      header="Ask billing data with code, here in the page"
    >
      <SpaceBetween size="xs">
        <span>
          A year of made-up costs is loaded when you first use it; your own files stay in this browser. Code works in a sealed
          sandbox without network.
        </span>
        <SpaceBetween size="xs" direction="horizontal">
          <Button variant="primary" onClick={onReport}>
            Try the Monthly Cost Report on the sample
          </Button>
          {languageIds.map((language) => (
            <Button key={language} onClick={() => session.openExample(language)}>
              {languageNames[language]}: {examples[language].title}
            </Button>
          ))}
        </SpaceBetween>
      </SpaceBetween>
    </Alert>
  );
}
