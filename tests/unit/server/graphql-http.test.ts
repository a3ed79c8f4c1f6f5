import { serverAudits } from 'graphql-http';
import { startToy, type Toy } from './toy-hub';

describe('GraphQL over HTTP', () => {
  let toy: Toy;
  beforeAll(async () => {
    toy = await startToy();
  });
  afterAll(() => toy.server.stop());

  const audits = serverAudits({
    url: () => `${toy.server.url}/graphql`,
    fetchFn: (url: string, init: RequestInit = {}) => {
      const headers = new Headers(init.headers);
      headers.set('authorization', 'Bearer good');
      return fetch(url, { ...init, headers });
    },
  });

  /** Operations by GET: the hub takes POST only. */
  const byGet = ['5A70', 'D6D5', '6A70'];

  test.each(
    audits.filter(({ id }) => !byGet.includes(id)).map((audit) => [`${audit.id} ${audit.name}`, audit]),
  )('%s', async (_name, audit) => {
    expect(await audit.fn()).toMatchObject({ status: 'ok' });
  });

  test.each(
    audits.filter(({ id }) => byGet.includes(id)).map((audit) => [`${audit.id} ${audit.name}`, audit]),
  )('is refused by choice: %s', async (_name, audit) => {
    expect(await audit.fn()).toMatchObject({ status: 'notice' });
  });
});
