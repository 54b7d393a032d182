import Alert from '@cloudscape-design/components/alert';
import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import FormField from '@cloudscape-design/components/form-field';
import Input, { type InputProps } from '@cloudscape-design/components/input';
import Modal from '@cloudscape-design/components/modal';
import SpaceBetween from '@cloudscape-design/components/space-between';
import Textarea from '@cloudscape-design/components/textarea';
import { useEffect, useState, type FormEvent } from 'react';
import { useAppServices } from '../../app-services.ts';
import { errorMessage } from '../../components/error-message.ts';
import { useFirstField } from '../../components/focus/use-first-field.ts';
import { notices } from '../../components/notices/notice-store.ts';
import { checkSave, tagsOf, type SaveQuestion } from '../../components/save/check-save.ts';
import { SaveQuestionAlert } from '../../components/save/save-question-alert.tsx';
import type { WorkbenchSession } from './workbench-session.ts';

type SaveDialogProps = { session: WorkbenchSession; onClose: () => void };

/** Saves the code as a workflow, or as the next version of one. What nobody has seen yet is never written over without asking. */
export function SaveDialog({ session, onClose }: SaveDialogProps) {
  const services = useAppServices();
  const { workflow, language } = session.state();
  const [name, setName] = useState(workflow === null ? '' : workflow.builtin ? `Copy of ${workflow.name}` : workflow.name);
  const [description, setDescription] = useState('');
  const [tags, setTags] = useState('');
  const [changelog, setChangelog] = useState('');
  const [question, setQuestion] = useState<SaveQuestion>();
  const [problem, setProblem] = useState<string>();
  const [busy, setBusy] = useState(false);
  const nameField = useFirstField<InputProps.Ref>();

  useEffect(() => {
    if (workflow === null) return;
    services.callTool('list_workflows', { query: workflow.name }).then(
      ({ workflows }) => {
        const known = workflows.find((each) => each.id === workflow.id);
        setDescription((before) => before || (known?.description ?? ''));
        setTags((before) => before || (known?.tags.join(', ') ?? ''));
      },
      (error: unknown) => setProblem(errorMessage(error)),
    );
  }, [services, workflow]);

  const save = async (agreed: boolean) => {
    setBusy(true);
    setProblem(undefined);
    try {
      const asked = agreed ? undefined : await checkSave(services, name, workflow);
      setQuestion(asked);
      if (asked !== undefined) return;
      const code = session.code;
      const about = { name, language, code, description, tags: tagsOf(tags) };
      const input = changelog.trim() === '' ? about : { ...about, changelog };
      const saved = await (workflow === null
        ? services.callTool('save_workflow', input)
        : services.workflows.saveCopy(workflow.id, input));
      session.saved(saved, code);
      notices.put({ id: 'saved', type: 'success', header: `“${saved.name}” is saved as version ${saved.version}` });
      onClose();
    } catch (error) {
      setProblem(errorMessage(error));
    } finally {
      setBusy(false);
    }
  };
  const onSubmit = (event: FormEvent) => {
    event.preventDefault();
    void save(question?.kind === 'confirm');
  };
  const rename = (value: string) => {
    setName(value);
    setQuestion(undefined);
  };

  return (
    <Modal
      visible
      header="Save workflow"
      closeAriaLabel="Close"
      onDismiss={onClose}
      footer={
        <Box float="right">
          <SpaceBetween direction="horizontal" size="xs">
            <Button variant="link" onClick={onClose}>
              Cancel
            </Button>
            <Button
              variant="primary"
              loading={busy}
              disabled={name.trim() === ''}
              onClick={() => void save(question?.kind === 'confirm')}
            >
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
          {/* Enter in a field saves: a form of several fields needs a button of its own for that. */}
          <button type="submit" hidden disabled={busy || name.trim() === ''}>
            Save
          </button>
          <FormField label="Name">
            <Input ref={nameField} value={name} onChange={({ detail }) => rename(detail.value)} />
          </FormField>
          <FormField label="Description">
            <Textarea value={description} rows={2} onChange={({ detail }) => setDescription(detail.value)} />
          </FormField>
          <FormField label="Tags" constraintText="Words with commas between them.">
            <Input value={tags} onChange={({ detail }) => setTags(detail.value)} />
          </FormField>
          <FormField label="What changed" description="Stands beside this version in the list of versions.">
            <Input value={changelog} onChange={({ detail }) => setChangelog(detail.value)} />
          </FormField>
        </SpaceBetween>
      </form>
    </Modal>
  );
}
