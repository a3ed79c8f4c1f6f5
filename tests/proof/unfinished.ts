import type { PoolClient } from 'pg';
import type { DataSource } from 'typeorm';

/** What is written on a hub's only connection is seen on it, and kept by nobody. */
export interface Unfinished {
  /** Whatever the hub commits until it is undone stands for what it is asked meanwhile. */
  begin(): Promise<void>;
  undo(): Promise<void>;
}

const BEGINS = /^(?:begin|start transaction)\b/iu;
/** All that a commit does, deferred triggers too. */
const CHECKED = 'set constraints all immediate';

/** Each transaction by itself is undone where it would be committed. */
const alone = (text: string): string => (text.toLowerCase() === 'commit' ? `${CHECKED}; rollback` : text);

/** Each is a part of the one that is open. */
const within = (text: string): string => {
  if (BEGINS.test(text)) return 'savepoint part';
  switch (text.toLowerCase()) {
    case 'commit':
      return `${CHECKED}; set constraints all deferred; release savepoint part`;
    case 'rollback':
      return 'rollback to savepoint part; release savepoint part';
    default:
      return text;
  }
};

type Query = (...args: readonly unknown[]) => unknown;

/** From here on nothing is kept of what the hub does by this source, which has one connection at a time. */
export const neverCommitting = (source: DataSource): Unfinished => {
  const sends = new WeakMap<PoolClient, Query>();
  let said = alone;
  const taught = (client: PoolClient): PoolClient => {
    if (sends.has(client)) return client;
    const send = client.query.bind(client) as Query;
    sends.set(client, send);
    client.query = ((first: unknown, ...rest: readonly unknown[]) =>
      send(typeof first === 'string' ? said(first) : first, ...rest)) as typeof client.query;
    return client;
  };
  const create = source.createQueryRunner.bind(source);
  source.createQueryRunner = (mode) => {
    const runner = create(mode);
    const connect = runner.connect.bind(runner) as () => Promise<PoolClient>;
    runner.connect = async () => taught(await connect());
    return runner;
  };
  const send = async (text: string): Promise<void> => {
    const runner = source.createQueryRunner();
    const client = (await runner.connect()) as PoolClient;
    try {
      await sends.get(client)!(text);
    } finally {
      await runner.release();
    }
  };
  return {
    begin: async () => {
      await send('begin');
      said = within;
    },
    undo: async () => {
      said = alone;
      await send('rollback');
    },
  };
};
