import Modal from '@cloudscape-design/components/modal';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useState } from 'react';
import type { ContainedVersion } from '../../../core/ports/backup.ts';
import { CodeFindingsFold } from '../../components/code-findings/code-findings-fold.tsx';
import { CodeReader } from '../../components/code-reader/code-reader.tsx';
import { languageNames } from '../../components/language-name.ts';
import { NativeSelect } from '../../components/native-select.tsx';
import { visibleText } from '../../components/visible-text.ts';

type ContainedCodeProps = { name: string; versions: readonly ContainedVersion[]; onDismiss: () => void };

/** The code of a workflow in an archive, version by version, to be read only. */
export function ContainedCode({ name, versions, onDismiss }: ContainedCodeProps) {
  const [number, setNumber] = useState(versions[0]?.version);
  const version = versions.find((each) => each.version === number);
  return (
    <Modal visible size="large" header={`Code of “${visibleText(name)}”`} closeAriaLabel="Close" onDismiss={onDismiss}>
      <SpaceBetween size="m">
        <span>
          It is shown as the back-up has it, and does not run here. Once restored, it does what you let it: read it first.
        </span>
        <NativeSelect
          label="Version"
          value={String(number)}
          options={versions.map((each) => ({
            value: String(each.version),
            label: `${each.version} (${languageNames[each.language]})`,
          }))}
          onChange={(value) => setNumber(Number(value))}
        />
        {version !== undefined && (
          <>
            <CodeFindingsFold key={version.version} language={version.language} code={version.code} />
            <CodeReader code={version.code} language={version.language} label={`Version ${version.version}`} />
          </>
        )}
      </SpaceBetween>
    </Modal>
  );
}
