import Icon, { type IconProps } from '@cloudscape-design/components/icon';
import SideNavigation, { type SideNavigationProps } from '@cloudscape-design/components/side-navigation';
import { formatRoute, type Route } from './router.ts';

const pages: { text: string; route: Route; icon: IconProps.Name }[] = [
  { text: 'Workbench', route: { page: 'workbench' }, icon: 'script' },
  { text: 'Workflows', route: { page: 'workflows' }, icon: 'transcript' },
  { text: 'Data', route: { page: 'data' }, icon: 'folder' },
  { text: 'Runs', route: { page: 'runs' }, icon: 'history' },
  { text: 'Settings', route: { page: 'settings' }, icon: 'settings' },
];

/** The pages of the app. */
export function Navigation({ route, collapsed }: { route: Route; collapsed: boolean }) {
  const current = pages.find((each) => each.route.page === route.page);
  const items = pages.map<SideNavigationProps.Item>(({ text, route: target, icon }) => ({
    type: 'link',
    text,
    href: formatRoute(target),
    icon: <Icon name={icon} />,
  }));
  return (
    <SideNavigation collapsed={collapsed} items={items} activeHref={current === undefined ? '' : formatRoute(current.route)} />
  );
}
