import { GraphQLError } from 'graphql';
import { describeError } from '../../../src/errors/describe';
import { SponaError } from '../../../src/errors/spona-error';

const rowError = Object.assign(new Error('Key (name)=(Mira Example) already exists'), { code: '23505' });

test('tells name, code and frames of an error, never its message', () => {
  const described = describeError(rowError);
  expect(described).toMatchObject({ name: 'Error', code: '23505' });
  expect(described.frames.length).toBeGreaterThan(0);
  expect(JSON.stringify(described)).not.toContain('Mira');
});

test('follows causes and original errors, and keeps the detail of our own', () => {
  const ours = new SponaError('SPONA_UNAVAILABLE', { detail: 'no connection left', cause: rowError });
  const described = describeError(new GraphQLError('Mira Example', { originalError: ours }));
  expect(described.cause).toMatchObject({ code: 'SPONA_UNAVAILABLE', detail: 'no connection left' });
  expect(described.cause?.cause).toMatchObject({ code: '23505' });
  expect(JSON.stringify(described)).not.toContain('Mira');
});

test('tells messages where all rows are invented', () => {
  expect(describeError(rowError, true).message).toContain('already exists');
});

test('a message of several lines does not pass as a frame', () => {
  const error = new Error('first\n    at Mira Example');
  expect(JSON.stringify(describeError(error))).not.toContain('Mira');
});

test('survives a cause that turns in a circle, and what is not an error', () => {
  const circle: Error = new Error('a');
  circle.cause = circle;
  expect(() => describeError(circle)).not.toThrow();
  expect(describeError('Mira')).toEqual({ name: 'string', frames: [] });
});
