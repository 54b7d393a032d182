import Badge from '@cloudscape-design/components/badge';
import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import Container from '@cloudscape-design/components/container';
import Header from '@cloudscape-design/components/header';
import SpaceBetween from '@cloudscape-design/components/space-between';
import StatusIndicator from '@cloudscape-design/components/status-indicator';
import { useRef, useState } from 'react';
import type { Assistant, ModelInfo } from '../../../assistant/assistant.ts';
import { ConfirmDialog } from '../../components/confirm-dialog.tsx';
import { EmptyState } from '../../components/empty-state.tsx';
import { errorMessage } from '../../components/error-message.ts';
import { focusNextOf } from '../../components/focus/focus-once-drawn.ts';
import { itemElement } from '../../components/focus/list-item.ts';
import { useModels } from '../../components/model-key/use-models.ts';
import { notices } from '../../components/notices/notice-store.ts';
import { visibleText } from '../../components/visible-text.ts';
import { ConnectionTest } from './models-connection-test.tsx';
import { ModelDialog } from './models-dialog.tsx';
import { ModelKey } from './models-key.tsx';
import './models.css';

const MODELS_HEAD = 'models';

/** The models that the chat can use: those of the site, and the person's own. */
export function ModelList({ assistant }: { assistant: Assistant }) {
  const models = useModels(assistant);
  const [editing, setEditing] = useState<ModelInfo | 'new'>();
  return (
    <Container
      header={
        <Header
          variant="h2"
          counter={`(${models.length})`}
          description="Who answers in the chat. Requests go from this page straight to the provider, with your own key; a model on this computer needs none."
          actions={<Button onClick={() => setEditing('new')}>Add model</Button>}
        >
          <span data-item={MODELS_HEAD}>Models</span>
        </Header>
      }
    >
      {models.length === 0 ? (
        <EmptyState title="No model is set up" action={<Button onClick={() => setEditing('new')}>Add model</Button>}>
          The chat answers commands without one. With a model, it answers questions.
        </EmptyState>
      ) : (
        <ul className="models" aria-label="Models">
          {models.map((model) => (
            <ModelRow key={model.id} model={model} assistant={assistant} onEdit={() => setEditing(model)} />
          ))}
        </ul>
      )}
      {editing !== undefined && (
        <ModelDialog
          assistant={assistant}
          models={models}
          first={editing === 'new' ? undefined : editing}
          onClose={() => setEditing(undefined)}
        />
      )}
    </Container>
  );
}

type ModelRowProps = { model: ModelInfo; assistant: Assistant; onEdit: () => void };

function ModelRow({ model, assistant, onEdit }: ModelRowProps) {
  const [removing, setRemoving] = useState(false);
  const row = useRef<HTMLLIElement>(null);
  const name = visibleText(model.model);
  const kind = assistant.models.kinds().find((each) => each.kind === model.kind)?.label ?? model.kind;
  const remove = async () => {
    setRemoving(false);
    focusNextOf(row.current, 'button', () => itemElement(MODELS_HEAD));
    try {
      await assistant.models.remove(model.id);
      notices.put({ id: `model-${model.id}`, type: 'success', header: `${name} and its key are removed` });
    } catch (error) {
      notices.put({ id: `model-${model.id}`, type: 'error', header: `${name} was not removed`, text: errorMessage(error) });
    }
  };
  return (
    <li ref={row} className="model" aria-label={name}>
      <div className="model-head">
        <span className="model-name">{name}</span>
        <Badge color={model.source === 'config' ? 'blue' : 'grey'}>{model.source === 'config' ? 'Of this site' : 'Yours'}</Badge>
        <StatusIndicator type={model.ready ? 'success' : 'pending'}>{model.ready ? 'Ready' : 'Not ready'}</StatusIndicator>
        {model.source === 'person' && (
          <span className="model-actions">
            <Button variant="inline-link" ariaLabel={`Edit ${name}`} onClick={onEdit}>
              Edit
            </Button>
            <Button variant="inline-link" ariaLabel={`Remove ${name}`} onClick={() => setRemoving(true)}>
              Remove
            </Button>
          </span>
        )}
      </div>
      <Box color="text-body-secondary" fontSize="body-s">
        {kind} · {visibleText(model.address)}
        {model.region !== undefined && ` · ${model.region}`} · id {model.id}
      </Box>
      <SpaceBetween size="xs">
        <ModelKey model={model} assistant={assistant} />
        <ConnectionTest model={model} assistant={assistant} />
      </SpaceBetween>
      {removing && (
        <ConfirmDialog
          header={`Remove ${name}?`}
          confirm="Remove"
          dismiss="Keep it"
          onConfirm={() => void remove()}
          onDismiss={() => setRemoving(false)}
        >
          Its key is removed from this device too. Conversations stay, and need another model to go on.
        </ConfirmDialog>
      )}
    </li>
  );
}
