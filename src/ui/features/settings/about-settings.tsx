import Container from '@cloudscape-design/components/container';
import Header from '@cloudscape-design/components/header';
import KeyValuePairs from '@cloudscape-design/components/key-value-pairs';
import Link from '@cloudscape-design/components/link';
import { useAppServices } from '../../app-services.ts';

/** Beside `index.html` in every build. */
const LICENCES = 'licenses.txt';

export function AboutSettings() {
  const { version } = useAppServices();
  return (
    <Container header={<Header variant="h2">About</Header>}>
      <KeyValuePairs
        columns={3}
        items={[
          { label: 'Version', value: `Sandbank ${version}` },
          {
            label: 'Licences',
            value: (
              <Link href={LICENCES} target="_blank">
                Licences of what is shipped
              </Link>
            ),
          },
          { label: 'Where it runs', value: 'Wholly in this page; there is no server behind it' },
        ]}
      />
    </Container>
  );
}
