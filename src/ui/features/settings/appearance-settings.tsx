import ColumnLayout from '@cloudscape-design/components/column-layout';
import Container from '@cloudscape-design/components/container';
import FormField from '@cloudscape-design/components/form-field';
import Header from '@cloudscape-design/components/header';
import RadioGroup from '@cloudscape-design/components/radio-group';
import { settingsSchema } from '../../../core/settings.ts';
import { useSettings } from './use-settings.ts';

const { theme, density } = settingsSchema.shape;

/** How the app looks. Applied at once, in every tab. */
export function AppearanceSettings() {
  const { settings, update } = useSettings();
  return (
    <Container header={<Header variant="h2">Appearance</Header>}>
      <ColumnLayout columns={2}>
        <FormField label="Theme">
          <RadioGroup
            name="theme"
            value={settings.theme}
            items={[
              { value: 'system', label: 'As the system' },
              { value: 'light', label: 'Light' },
              { value: 'dark', label: 'Dark' },
            ]}
            onChange={({ detail }) => void update({ theme: theme.parse(detail.value) })}
          />
        </FormField>
        <FormField label="Density">
          <RadioGroup
            name="density"
            value={settings.density}
            items={[
              { value: 'comfortable', label: 'Comfortable' },
              { value: 'compact', label: 'Compact', description: 'More on the screen at once.' },
            ]}
            onChange={({ detail }) => void update({ density: density.parse(detail.value) })}
          />
        </FormField>
      </ColumnLayout>
    </Container>
  );
}
