import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { packageRoot } from '../../../src/lib/root';
import { firstCells, read, section } from './markdown';

const told = firstCells(section(read('src/README.md'), 'Rooms')).map((room) => room.replace(/\/$/u, ''));

/** The rooms in the order that the architecture test holds, as far as they exist. */
const { forbidden } = jest.requireActual<{ forbidden: { name: string }[] }>(
  '../../architecture/dependency-cruiser.cjs',
);
const order = forbidden.flatMap(({ name }) => /^layer-(.+)$/u.exec(name)?.[1] ?? []);

describe('the rooms of src/README.md', () => {
  test('are the folders and programs of src', () => {
    const found = readdirSync(join(packageRoot, 'src'), { withFileTypes: true })
      .filter((entry) => entry.isDirectory() || entry.name.endsWith('.ts'))
      .map(({ name }) => name);
    expect([...told].sort()).toEqual(found.sort());
  });

  test.each(['policy', 'registry', 'casework'])('tell every inner room of %s', (room) => {
    const rooms = section(read('src/README.md'), 'Rooms');
    const inner = readdirSync(join(packageRoot, 'src', room), { withFileTypes: true }).filter((entry) =>
      entry.isDirectory(),
    );
    expect(inner.map(({ name }) => `\`${room}/${name}/\``).filter((name) => !rooms.includes(name))).toEqual(
      [],
    );
  });

  test('stand in the order in which they may import each other', () => {
    const layers = told.map((room) => room.replace('.ts', '')).filter((room) => order.includes(room));
    expect(layers).toEqual(order.filter((room) => layers.includes(room)));
  });
});
