import { visibleText } from './visible-text.ts';
import './choice-pills.css';

type ChoicePillsProps = { label: string; choices: readonly string[]; chosen: number; onChoose: (index: number) => void };

/** One of a few, side by side; scrolls sideways where there are many. */
export function ChoicePills({ label, choices, chosen, onChoose }: ChoicePillsProps) {
  return (
    <div className="sb-pills" role="group" aria-label={label}>
      {choices.map((choice, index) => (
        <button key={index} type="button" className="sb-pill" aria-pressed={index === chosen} onClick={() => onChoose(index)}>
          {visibleText(choice)}
        </button>
      ))}
    </div>
  );
}
