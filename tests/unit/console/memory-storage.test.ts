import { createMemoryStorage } from '../../../src/console/memory-storage';

describe('storage in memory', () => {
  test('keeps, counts and forgets', () => {
    const storage = createMemoryStorage();
    storage.setItem('query', '{ viewer }');
    storage.setItem('theme', '');
    expect(storage.getItem('query')).toBe('{ viewer }');
    expect(storage.getItem('theme')).toBe('');
    expect(storage.getItem('other')).toBeNull();
    expect(storage.length).toBe(2);
    storage.removeItem('query');
    expect(storage.getItem('query')).toBeNull();
    storage.clear();
    expect(storage.length).toBe(0);
  });

  test('two storages share nothing', () => {
    const [one, other] = [createMemoryStorage(), createMemoryStorage()];
    one.setItem('query', 'secret');
    expect(other.getItem('query')).toBeNull();
  });
});
