import type { ReactNode } from 'react';
import type { SharedWorkflow } from '../../../core/share/shared-workflow.ts';
import { formatUtcMinute } from '../../components/format-time.ts';
import { languageNames } from '../../components/language-name.ts';
import { choiceText } from '../../components/params-form/params-schema.ts';
import { askedFields, cut } from './asked-fields.ts';
import { Quoted } from './quoted.tsx';

const MAX_TAGS = 20;

/** Everything that the sender wrote about the workflow, in a frame of its own that says so. */
export function SenderFrame({ workflow }: { workflow: SharedWorkflow }) {
  const { name, description, tags, changelog, language, version, created_at } = workflow;
  return (
    <section className="received-frame" aria-label="What the sender says">
      <p className="received-frame-head">
        Written by the sender. Sandbank says none of this, and never asks for a password here.
      </p>
      <dl className="received-facts">
        <Fact label="Name given by the sender">
          <Quoted text={name} max={120} />
        </Fact>
        {description !== '' && (
          <Fact label="The sender’s description">
            <Quoted text={description} />
          </Fact>
        )}
        {tags.length > 0 && (
          <Fact label="The sender’s tags">
            {tags
              .slice(0, MAX_TAGS)
              .map((tag) => `“${cut(tag, 50)}”`)
              .join(', ')}
            {tags.length > MAX_TAGS && `, and ${tags.length - MAX_TAGS} more`}
          </Fact>
        )}
        {changelog !== undefined && changelog !== '' && (
          <Fact label="What changed, the sender says">
            <Quoted text={changelog} />
          </Fact>
        )}
        <Fact label="Version">
          {version}, which the sender saved at {formatUtcMinute(created_at)}; {languageNames[language]}
        </Fact>
        <Parameters workflow={workflow} />
      </dl>
    </section>
  );
}

function Fact({ label, children }: { label: string; children: ReactNode }) {
  return (
    <div className="received-fact">
      <dt>{label}</dt>
      <dd>{children}</dd>
    </div>
  );
}

function Parameters({ workflow }: { workflow: SharedWorkflow }) {
  const { fields, left } = askedFields(workflow.params_schema);
  if (fields.length === 0) return null;
  return (
    <Fact label="Parameters">
      <ul className="received-params">
        {fields.map((field) => (
          <li key={field.name}>
            {field.label}
            {field.default === undefined ? ', without a default' : `, by default “${cut(choiceText(field.default), 200)}”`}
            {field.description !== undefined && <>: {field.description}</>}
          </li>
        ))}
        {left > 0 && <li>… and {left} more</li>}
      </ul>
    </Fact>
  );
}
