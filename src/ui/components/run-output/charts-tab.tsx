import type { Display } from '../../../core/display.ts';
import { ChartView } from '../chart/chart-view.tsx';
import { ImageDisplay } from './image-display.tsx';

export type Picture = Display & { kind: 'chart' | 'image' };

/** Charts and pictures, side by side where there is room. */
export function ChartsTab({ pictures }: { pictures: readonly Picture[] }) {
  return (
    <div className="sb-charts">
      {pictures.map((picture, index) =>
        picture.kind === 'chart' ? (
          <ChartView key={index} title={picture.title} spec={picture.spec} />
        ) : (
          <ImageDisplay key={index} title={picture.title} mediaType={picture.media_type} data={picture.data} />
        ),
      )}
    </div>
  );
}
