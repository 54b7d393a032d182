import { applyDensity, applyMode, Density, Mode } from '@cloudscape-design/global-styles';
import { useLayoutEffect, useSyncExternalStore } from 'react';
import { useAppServices } from '../app-services.ts';
import { useDarkMode } from '../components/use-dark-mode.ts';

/** Gives the whole page the theme and density of the person's settings, and follows them and the system. A frame is narrow: there it is compact. */
export function useAppearance(): void {
  const { settings, embedded } = useAppServices();
  const dark = useDarkMode();
  const density = useSyncExternalStore(settings.subscribe, () => (embedded ? 'compact' : settings.current().density));
  useLayoutEffect(() => {
    applyMode(dark ? Mode.Dark : Mode.Light);
    document.documentElement.style.colorScheme = dark ? 'dark' : 'light';
  }, [dark]);
  useLayoutEffect(() => applyDensity(density === 'compact' ? Density.Compact : Density.Comfortable), [density]);
}
