import type { Root } from 'react-dom/client';
import { readSiteConfig, type SiteConfigRead } from './adapters/config/read-site-config.ts';
import { version } from './compose-services.ts';
import type { EmbedGrants } from './core/ports/embed-grants.ts';
import { createEmbedded, type Embedded } from './embed/embedded.ts';
import { framePlace, judgeEmbedders } from './embed/embedders.ts';
import { EmbedHost } from './embed/embed-host.ts';
import { GrantAsker } from './embed/grant-asker.ts';
import { decideInWindow } from './embed/grant-window.ts';
import type { ConnectionRegistry } from './tools/connections.ts';
import type { Toolbox } from './tools/toolbox.ts';
import type { AppServices } from './ui/app-services.ts';
import { FramedNotice } from './ui/framed-notice.tsx';
import { showEmbedNotice } from './ui/shell/embed-notice.ts';

/** Makes the app and shows it. */
export type Start = (
  root: Root,
  how: { site: Promise<SiteConfigRead>; embedded: Embedded },
) => Promise<{
  toolbox: Toolbox;
  services: AppServices;
  connections: ConnectionRegistry;
  onProblem: (problem: unknown) => void;
}>;

/**
 * The app in another page's frame, asked for by `?embed`: nothing of it is made, read or shown before all pages around it are known to be
 * allowed by the site's configuration.
 */
export async function openEmbedded(root: Root, start: Start): Promise<void> {
  const site = readSiteConfig();
  const { config, problem } = await site;
  const allowed = config.embed_origins;
  const embedding = judgeEmbedders(framePlace(), allowed);
  if (embedding.is === 'by its message')
    root.render(<FramedNotice header="Sandbank waits for the page around it">{WAITS}</FramedNotice>);
  const host = new EmbedHost({ embedding, allowed, version });
  let origin: string;
  try {
    origin = await host.parent;
  } catch (error) {
    return root.render(<FramedNotice>{problem ?? (error instanceof Error ? error.message : String(error))}</FramedNotice>);
  }

  const held: { grants?: EmbedGrants } = {};
  const mayUseAws = () => held.grants?.of(origin).has('aws') === true;
  const { toolbox, services, connections, onProblem } = await start(root, { site, embedded: createEmbedded(mayUseAws) });
  const grants = await services.embedGrants();
  held.grants = grants;
  const asker = new GrantAsker({
    origin,
    grants,
    decide: decideInWindow,
    show: (asked) => showEmbedNotice(asked, () => asker.review()),
    onProblem,
  });
  grants.subscribe(() => {
    const { session } = services.aws;
    if (!mayUseAws() && session.state.status !== 'not configured') session.signOut().catch(onProblem);
  });
  host.serve({
    toolbox,
    grants,
    selectedConnection: () => connections.resolve(undefined),
    ask: (wanted, signal) => asker.ask(wanted, signal),
    offer: (wanted) => asker.offer(wanted),
  });
}

const WAITS = 'This browser does not say which page that is, so the page must speak first: by embed-client.js.';
