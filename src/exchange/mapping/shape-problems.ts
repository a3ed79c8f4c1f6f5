import type { z } from 'zod';
import type { Problem } from '../../policy/problem';
import type { Path, Source } from '../../policy/read/source';

type Issue = z.core.$ZodIssue;

/** How a key of a mapping is written, such as `persons.victim.sex.values`; the whole document has no name. */
export const keyOf = (path: Path): string => path.map(String).join('.');

/** What is wrong with the key, after its name. */
export const aboutKey = (path: Path, text: string): string =>
  path.length === 0 ? text : `${keyOf(path)}: ${text}`;

const EXPECTED: Readonly<Record<string, string>> = {
  object: 'a block of keys and values',
  record: 'a block of keys and values',
  array: 'a list',
  string: 'a text: put it in quotes',
  number: 'a number',
  boolean: 'true or false',
};

const textOf = (issue: Issue): string => {
  const { code, message } = issue;
  if ((code === 'invalid_type' || code === 'invalid_union') && issue.input === undefined) return 'is missing';
  if (code === 'invalid_type') return `must be ${EXPECTED[issue.expected] ?? issue.expected}`;
  if (code === 'too_small' || code === 'too_big')
    return issue.exact === true ? 'must be a single character' : 'must not be empty';
  return code === 'invalid_key' ? (issue.issues[0]?.message ?? message) : message;
};

/** Of several forms that a value may have, the one that it resembles: what is wrong lies deeper in it. */
const meantForm = (issue: Issue): readonly Issue[] | undefined =>
  issue.code === 'invalid_union'
    ? issue.errors.find((errors) =>
        errors.some(({ code, path }) => path.length > 0 || code === 'unrecognized_keys'),
      )
    : undefined;

/** Every way in which a document has not the shape of a mapping, by the key that it concerns. */
export const shapeProblems = (issues: readonly Issue[], source: Source, around: Path = []): Problem[] =>
  issues.flatMap((issue) => {
    const path: Path = [...around, ...(issue.path as Path)];
    if (issue.code === 'unrecognized_keys')
      return issue.keys.map((key) => ({
        ...source.atKey([...path, key]),
        text: aboutKey([...path, key], 'is not known here'),
      }));
    const meant = meantForm(issue);
    if (meant !== undefined) return shapeProblems(meant, source, path);
    const place = issue.code === 'invalid_key' ? source.atKey(path) : source.at(path);
    return [{ ...place, text: aboutKey(path, textOf(issue)) }];
  });
