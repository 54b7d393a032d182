import Alert from '@cloudscape-design/components/alert';
import Button from '@cloudscape-design/components/button';
import ExpandableSection from '@cloudscape-design/components/expandable-section';
import { useEffect, useMemo, useRef, useState } from 'react';
import type { Json, JsonObject } from '../../../core/json.ts';
import { downloadBlob } from '../download.ts';
import { errorMessage } from '../error-message.ts';
import { useDarkMode } from '../use-dark-mode.ts';
import { visibleText } from '../visible-text.ts';
import type { DrawnChart } from './draw-chart.ts';
import { vetSpec } from './vet-spec.ts';
import './chart.css';

const MAX_SPEC_TEXT = 20_000;

/** A chart that a run made. What is wrong with its specification is said in its place, with the specification. */
export function ChartView({ title, spec }: { title: string | undefined; spec: Json }) {
  const name = title ?? titleOf(spec) ?? 'Chart';
  const vetted = useMemo(() => vetSpec(spec), [spec]);
  const dark = useDarkMode();
  const box = useRef<HTMLDivElement>(null);
  const tooltip = useRef<HTMLDivElement>(null);
  const drawn = useRef<DrawnChart>(null);
  const [problem, setProblem] = useState<string>();

  useEffect(() => {
    const container = box.current;
    const tip = tooltip.current;
    if (!vetted.ok || container === null || tip === null) return;
    let over = false;
    const draw = async () => {
      const { drawChart } = await import('./draw-chart.ts');
      if (over) return;
      container.replaceChildren();
      const chart = await drawChart(container, withoutTitle(vetted.spec, name), dark, tip);
      if (over) return chart.dispose();
      drawn.current = chart;
      container.setAttribute('role', 'img');
      container.setAttribute('aria-label', visibleText(name));
      setProblem(undefined);
    };
    draw().catch((error: unknown) => {
      if (!over) setProblem(drawingProblem(error));
    });
    return () => {
      over = true;
      drawn.current?.dispose();
      drawn.current = null;
    };
  }, [vetted, dark, name]);

  const wrong = vetted.ok ? problem : vetted.problem;
  const savePicture = async () => {
    try {
      const picture = await drawn.current?.picture();
      if (picture !== undefined) downloadBlob(picture, `${name}.png`);
    } catch (error) {
      setProblem(errorMessage(error));
    }
  };
  return (
    <figure className="sb-chart" aria-label={visibleText(name)}>
      <figcaption className="sb-chart-head">
        <span className="sb-chart-title">{visibleText(name)}</span>
        {wrong === undefined && (
          <Button
            variant="inline-icon"
            iconName="download"
            ariaLabel={`Download “${visibleText(name)}” as a picture`}
            onClick={() => void savePicture()}
          />
        )}
      </figcaption>
      {wrong !== undefined && (
        <Alert type="error" header="This chart could not be drawn">
          {visibleText(wrong)}
          <ExpandableSection headerText="Specification" defaultExpanded>
            <pre className="sb-chart-spec">{specText(spec)}</pre>
          </ExpandableSection>
        </Alert>
      )}
      <div ref={box} className="sb-chart-canvas" role="img" aria-label={visibleText(name)} hidden={wrong !== undefined} />
      <div ref={tooltip} className="sb-chart-tooltip" role="presentation" hidden />
    </figure>
  );
}

/** A TypeError is the library's own stumble over what it did not expect, and says nothing to whoever wrote the specification. */
function drawingProblem(error: unknown): string {
  const message = errorMessage(error);
  if (!(error instanceof TypeError)) return message;
  return `The chart's specification could not be drawn: check mark, encoding and data. (${message})`;
}

/** The title stands above the drawing, where it wraps and can be read out; twice is too often. */
function withoutTitle({ title, ...spec }: JsonObject, name: string): JsonObject {
  return title === undefined || title === name ? spec : { title, ...spec };
}

function titleOf(spec: Json): string | undefined {
  const title = typeof spec === 'object' && spec !== null && !Array.isArray(spec) ? spec['title'] : undefined;
  return typeof title === 'string' && title !== '' ? title : undefined;
}

function specText(spec: Json): string {
  const text = JSON.stringify(spec, null, 2);
  return text.length > MAX_SPEC_TEXT ? `${text.slice(0, MAX_SPEC_TEXT)}\n… ${text.length - MAX_SPEC_TEXT} more characters` : text;
}
