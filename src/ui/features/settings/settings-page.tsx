import ContentLayout from '@cloudscape-design/components/content-layout';
import Header from '@cloudscape-design/components/header';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { AboutSettings } from './about-settings.tsx';
import { AppearanceSettings } from './appearance-settings.tsx';
import { BackupSettings } from './backup-settings.tsx';
import { AwsSettings } from './aws-settings.tsx';
import { LimitsSettings } from './limits-settings.tsx';
import { ModelsSettings } from './models-settings.tsx';
import { RetentionSettings } from './retention-settings.tsx';
import { StorageSettings } from './storage-settings.tsx';
import { ToolList } from './tool-list.tsx';

/** Looks, models, AWS, limits, retention, storage, and what the app is. */
export function SettingsPage() {
  return (
    <ContentLayout header={<Header variant="h1">Settings</Header>}>
      <SpaceBetween size="l">
        <AppearanceSettings />
        <ModelsSettings />
        <AwsSettings />
        <LimitsSettings />
        <RetentionSettings />
        <StorageSettings />
        <BackupSettings />
        <ToolList />
        <AboutSettings />
      </SpaceBetween>
    </ContentLayout>
  );
}
