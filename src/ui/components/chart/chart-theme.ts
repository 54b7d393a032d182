import type { JsonObject } from '../../../core/json.ts';

/** Cloudscape's categorical palette, which keeps its contrast in either mode. */
const CATEGORIES = {
  light: ['#688ae8', '#c33d69', '#2ea597', '#8456ce', '#e07941', '#3759ce', '#962249', '#096f64', '#6237a7', '#a84401'],
  dark: ['#486de8', '#e07f9d', '#018977', '#b088f5', '#c55305', '#8ea9ff', '#ffb0c8', '#40bfa9', '#d6baff', '#f89256'],
} as const;

/** How a chart looks where its specification says nothing: the app's fonts, quiet axes, no frame. */
export function chartTheme(dark: boolean): JsonObject {
  const text = dark ? '#c6c6cd' : '#424650';
  const strong = dark ? '#ebebf0' : '#0f141a';
  const grid = dark ? '#333843' : '#e9ebed';
  const axis = dark ? '#5f6b7a' : '#b6bec9';
  const [first] = dark ? CATEGORIES.dark : CATEGORIES.light;
  const font = '"Open Sans", "Helvetica Neue", Roboto, Arial, sans-serif';
  return {
    background: 'transparent',
    font,
    padding: 8,
    view: { stroke: null, continuousHeight: 280, discreteHeight: 280 },
    axis: {
      labelColor: text,
      titleColor: text,
      gridColor: grid,
      domainColor: axis,
      tickColor: axis,
      labelFontSize: 12,
      titleFontSize: 12,
      titleFontWeight: 600,
      titlePadding: 10,
      labelPadding: 6,
      labelLimit: 240,
    },
    axisX: { grid: false },
    axisY: { domain: false, ticks: false },
    legend: {
      labelColor: text,
      titleColor: text,
      labelFontSize: 12,
      titleFontSize: 12,
      titleFontWeight: 600,
      symbolSize: 90,
      labelLimit: 240,
    },
    title: { color: strong, subtitleColor: text, fontSize: 14, fontWeight: 700, anchor: 'start', offset: 12 },
    header: { labelColor: text, titleColor: text },
    bar: { color: first, cornerRadiusEnd: 2 },
    line: { color: first, strokeWidth: 2 },
    area: { color: first, fillOpacity: 0.7 },
    point: { color: first, filled: true },
    rule: { color: axis },
    text: { color: strong },
    range: { category: [...(dark ? CATEGORIES.dark : CATEGORIES.light)] },
  };
}
