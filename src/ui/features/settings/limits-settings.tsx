import Button from '@cloudscape-design/components/button';
import ColumnLayout from '@cloudscape-design/components/column-layout';
import Container from '@cloudscape-design/components/container';
import Header from '@cloudscape-design/components/header';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useEffect, useState } from 'react';
import { defaultLimits } from '../../../core/limits.ts';
import { notices } from '../../components/notices/notice-store.ts';
import { limitFields, limitTexts, rangeText, readLimits } from './limit-fields.ts';
import { NumberField } from './number-field.tsx';
import { useSettings } from './use-settings.ts';

/** What one run may use. Kept when all of it is in range. */
export function LimitsSettings() {
  const { settings, update } = useSettings();
  const { limits } = settings;
  const [texts, setTexts] = useState(() => limitTexts(limits));
  // Another tab may have changed them.
  useEffect(() => setTexts(limitTexts(limits)), [limits]);
  const read = readLimits(limits, texts);
  const problems = read.ok ? {} : read.problems;
  const kept = limitTexts(limits);
  const changed = limitFields.some(({ key }) => texts[key] !== kept[key]);

  const save = async () => {
    if (!read.ok || !(await update({ limits: read.limits }))) return;
    notices.put({ id: 'limits', type: 'success', header: 'The limits are saved', text: 'They hold for runs from now on.' });
  };
  return (
    <Container
      header={
        <Header
          variant="h2"
          description="What one run may use. Whatever the code does, it ends when it passes one of these, and says which."
          actions={
            <SpaceBetween direction="horizontal" size="xs">
              <Button onClick={() => setTexts(limitTexts(defaultLimits))}>Reset to defaults</Button>
              <Button
                variant="primary"
                disabled={!changed || !read.ok}
                disabledReason={read.ok ? 'They are saved as they stand here.' : 'Correct what is marked.'}
                onClick={() => void save()}
              >
                Save limits
              </Button>
            </SpaceBetween>
          }
        >
          Limits of a run
        </Header>
      }
    >
      <ColumnLayout columns={3}>
        {limitFields.map((field) => (
          <NumberField
            key={field.key}
            label={field.label}
            description={field.description}
            range={rangeText(field)}
            unit={field.unit === 'items' ? '' : field.unit}
            text={texts[field.key]}
            problem={problems[field.key]}
            onChange={(text) => setTexts((before) => ({ ...before, [field.key]: text }))}
          />
        ))}
      </ColumnLayout>
    </Container>
  );
}
