import { imageMediaTypes } from '../../../core/display.ts';
import { visibleText } from '../visible-text.ts';

type ImageDisplayProps = { title: string | undefined; mediaType: string; data: string };

/** A picture that a run made. Only kinds that can carry no script are drawn, from the bytes themselves. */
export function ImageDisplay({ title, mediaType, data }: ImageDisplayProps) {
  const allowed = imageMediaTypes.some((each) => each === mediaType) && /^[A-Za-z0-9+/=]*$/u.test(data);
  const name = visibleText(title ?? 'Picture');
  if (!allowed) return <p>{`“${name}” is of the kind ${visibleText(mediaType)}, which is not shown.`}</p>;
  return (
    <figure className="sb-chart">
      {title !== undefined && <figcaption className="sb-chart-title">{name}</figcaption>}
      <img className="sb-image" alt={name} src={`data:${mediaType};base64,${data}`} />
    </figure>
  );
}
