import Alert from '@cloudscape-design/components/alert';
import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import FormField from '@cloudscape-design/components/form-field';
import Input, { type InputProps } from '@cloudscape-design/components/input';
import Modal from '@cloudscape-design/components/modal';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useState, type FormEvent } from 'react';
import type { LanguageId } from '../../../core/run.ts';
import { useAppServices } from '../../app-services.ts';
import { errorMessage } from '../../components/error-message.ts';
import { useFirstField } from '../../components/focus/use-first-field.ts';
import { notices } from '../../components/notices/notice-store.ts';
import { checkSave, tagsOf, type SaveQuestion } from '../../components/save/check-save.ts';
import { SaveQuestionAlert } from '../../components/save/save-question-alert.tsx';
import { visibleText } from '../../components/visible-text.ts';

type SaveDialogProps = { code: string; language: LanguageId; name: string; onClose: () => void };

/** Saves code that the chat ran as a workflow. A name that there is gets its next version, after asking; a built-in’s is refused. */
export function SaveDialog({ code, language, name: first, onClose }: SaveDialogProps) {
  const services = useAppServices();
  const [name, setName] = useState(/^Run (?:code|Python|JavaScript|SQL)$/u.test(first) ? '' : visibleText(first).slice(0, 100));
  const [description, setDescription] = useState('');
  const [tags, setTags] = useState('');
  const [question, setQuestion] = useState<SaveQuestion>();
  const [problem, setProblem] = useState<string>();
  const [busy, setBusy] = useState(false);
  const nameField = useFirstField<InputProps.Ref>();

  const agreed = question?.kind === 'confirm';
  const save = async () => {
    setBusy(true);
    setProblem(undefined);
    try {
      const asked = agreed ? undefined : await checkSave(services, name, null);
      setQuestion(asked);
      if (asked !== undefined) return;
      const words = tagsOf(tags);
      const about = { ...(description.trim() === '' ? {} : { description }), ...(words.length === 0 ? {} : { tags: words }) };
      const saved = await services.callTool('save_workflow', { name, language, code, ...about });
      notices.put({
        id: 'chat-saved',
        type: 'success',
        page: 'every',
        header: `“${saved.name}” is saved as version ${saved.version}`,
        link: { label: 'Show the workflows', href: '#/workflows' },
      });
      onClose();
    } catch (error) {
      setProblem(errorMessage(error));
    } finally {
      setBusy(false);
    }
  };
  const rename = (value: string) => {
    setName(value);
    setQuestion(undefined);
  };
  const onSubmit = (event: FormEvent) => {
    event.preventDefault();
    if (!busy && name.trim() !== '') void save();
  };
  return (
    <Modal
      visible
      header="Save as workflow"
      closeAriaLabel="Close"
      onDismiss={onClose}
      footer={
        <Box float="right">
          <SpaceBetween direction="horizontal" size="xs">
            <Button variant="link" onClick={onClose}>
              Cancel
            </Button>
            <Button variant="primary" loading={busy} disabled={name.trim() === ''} onClick={() => void save()}>
              {question?.kind === 'confirm' ? question.button : 'Save'}
            </Button>
          </SpaceBetween>
        </Box>
      }
    >
      <form onSubmit={onSubmit}>
        <SpaceBetween size="m">
          {question !== undefined && <SaveQuestionAlert question={question} onRename={rename} />}
          {problem !== undefined && (
            <Alert type="error" header="It was not saved">
              {problem}
            </Alert>
          )}
          <button type="submit" hidden>
            Save
          </button>
          <FormField label="Name">
            <Input ref={nameField} value={name} onChange={({ detail }) => rename(detail.value)} />
          </FormField>
          <FormField label="Description">
            <Input value={description} onChange={({ detail }) => setDescription(detail.value)} />
          </FormField>
          <FormField label="Tags" constraintText="Words with commas between them.">
            <Input value={tags} onChange={({ detail }) => setTags(detail.value)} />
          </FormField>
        </SpaceBetween>
      </form>
    </Modal>
  );
}
