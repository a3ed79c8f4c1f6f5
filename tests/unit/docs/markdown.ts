import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { packageRoot } from '../../../src/lib/root';

/** The documents that people read first. */
export const DOCUMENTS = ['README.md', 'src/README.md', 'policies/README.md'] as const;

export const read = (file: string): string => readFileSync(join(packageRoot, file), 'utf8');

export interface Fence {
  readonly language: string;
  readonly text: string;
}

export const fences = (document: string): Fence[] =>
  [...document.matchAll(/^```(\w+)\n([^]*?)\n```$/gmu)].map(([, language = '', text = '']) => ({
    language,
    text,
  }));

const withoutFences = (document: string): string => document.replaceAll(/^```[^]*?\n```$/gmu, '');

export const textsIn = (document: string, language: string): string[] =>
  fences(document).flatMap((fence) => (fence.language === language ? [fence.text] : []));

/** Targets of links and images, without those on the web. */
export const targets = (document: string): string[] =>
  [...withoutFences(document).matchAll(/!?\[[^\]]*\]\(([^)\s]+)\)/gu)].flatMap(([, target = '']) =>
    target.includes('://') ? [] : [target],
  );

/** Anchors of the headings, as code hosts make them. */
export const anchors = (document: string): string[] =>
  [...withoutFences(document).matchAll(/^#+ (.+)$/gmu)].map(([, heading = '']) =>
    heading
      .toLowerCase()
      .replaceAll(/[^\p{L}\p{N} _-]/gu, '')
      .replaceAll(' ', '-'),
  );

/** What stands between one heading of level 2 or 3 and the next. */
export const section = (document: string, heading: string): string => {
  const [, rest] = document.split(new RegExp(`^#{2,3} ${heading}$`, 'mu'));
  if (rest === undefined) throw new Error(`there is no heading "${heading}"`);
  return rest.split(/^#{2,3} /mu)[0] ?? '';
};

/** First cells of the tables, without heads: `a` of `| a | b |`. */
export const firstCells = (text: string): string[] =>
  [...text.matchAll(/^\| *([^|]*?) *\|/gmu)].flatMap(([, cell = '']) =>
    cell.startsWith('`') ? [cell.replaceAll('`', '')] : [],
  );
