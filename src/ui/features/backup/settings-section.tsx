import ExpandableSection from '@cloudscape-design/components/expandable-section';
import RadioGroup from '@cloudscape-design/components/radio-group';
import SpaceBetween from '@cloudscape-design/components/space-between';
import Table from '@cloudscape-design/components/table';
import type { BackupReport } from '../../../core/ports/backup.ts';
import { countOf } from '../../components/format-count.ts';
import { visibleText } from '../../components/visible-text.ts';

type SettingsSectionProps = {
  settings: BackupReport['settings'];
  choice: 'mine' | 'theirs';
  onChoice: (choice: 'mine' | 'theirs') => void;
};

/** Settings that would differ, each with both values: whoever made the file decided theirs. */
export function SettingsSection({ settings, choice, onChoice }: SettingsSectionProps) {
  return (
    <ExpandableSection
      variant="container"
      headerText="Settings"
      headerDescription={
        settings.length === 0
          ? 'None to take that is otherwise here.'
          : `${countOf(settings.length, 'setting')} otherwise than here.`
      }
    >
      {settings.length === 0 ? (
        'There is nothing to choose.'
      ) : (
        <SpaceBetween size="m">
          <RadioGroup
            name="settings"
            ariaLabel="Settings that differ"
            value={choice}
            items={[
              { value: 'mine', label: 'Keep mine' },
              { value: 'theirs', label: 'Take those of the back-up' },
            ]}
            onChange={({ detail }) => onChoice(detail.value === 'theirs' ? 'theirs' : 'mine')}
          />
          <div>
            Never taken: that the chat asks before nothing, which model it has and what that is told, and that the log keeps less
            than here.
          </div>
          <Table
            variant="embedded"
            wrapLines
            items={settings}
            trackBy="name"
            columnDefinitions={[
              { id: 'name', header: 'Setting', isRowHeader: true, cell: ({ name }) => visibleText(name) },
              { id: 'mine', header: 'Mine', cell: ({ mine }) => visibleText(mine) },
              { id: 'theirs', header: 'In the back-up', cell: ({ theirs }) => visibleText(theirs) },
            ]}
            ariaLabels={{ tableLabel: 'Settings in the back-up' }}
          />
        </SpaceBetween>
      )}
    </ExpandableSection>
  );
}
