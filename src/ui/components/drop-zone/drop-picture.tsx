import Box from '@cloudscape-design/components/box';
import Icon from '@cloudscape-design/components/icon';
import './drop-overlay.css';

/** Lies over the page while files are held over it, and says what dropping them does. */
export function DropPicture({ title, hint }: { title: string; hint: string }) {
  return (
    <div className="drop-overlay" role="status">
      <div className="drop-target">
        <Icon name="upload" size="large" variant="link" />
        <Box variant="h2" tagOverride="p">
          {title}
        </Box>
        <Box color="text-body-secondary">{hint}</Box>
      </div>
    </div>
  );
}
