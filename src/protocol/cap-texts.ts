import { sizeText } from './text-size.ts';

/** A cap that a run passed, as the error of the run names it. The page and the worker say the same. */
export const capTexts = {
  flood: (bytes: number) =>
    `The code printed more than ${sizeText(bytes)} (the limit on all output of a run). Print less, or write to a file under data/.`,
  displays: (count: number) =>
    `The code showed more than ${count} displays (the limit of a run). Show fewer, or put them into one table.`,
  display_bytes: (bytes: number) =>
    `The displays of the run take more than ${sizeText(bytes)} (the limit of a run). Show fewer rows, and write the rest to a file under data/.`,
  files: (count: number) => `The code wrote more than ${count} files (the limit of a run). Write fewer, larger files.`,
  file_bytes: (bytes: number) =>
    `The files that the code wrote take more than ${sizeText(bytes)} (the limit of a run). Write less, or in parts over several runs.`,
  rewrites: (bytes: number) =>
    `The code wrote its files over and over, more than ${sizeText(bytes)} in all (the limit of a run). Collect what to write, and write it once.`,
  messages: () =>
    'The code sent more messages than the page takes from a run (a limit against floods). Print, show or write less often.',
  requests: (count: number) =>
    `The code asked for more than ${count} queries at the same time (the limit of a run). Await each answer before the next query.`,
  request_text: (bytes: number) =>
    `What the code asked for at the same time takes more than ${sizeText(bytes)} (the limit of a run). Await each answer before the next one.`,
  depth: (levels: number) => `The result nests deeper than ${levels} levels (the limit of a run). Return a flatter value.`,
  result_bytes: (bytes: number) =>
    `The result takes more than ${sizeText(bytes)} as JSON (the limit of a run). Return less, and write the rest to a file under data/.`,
} as const;
