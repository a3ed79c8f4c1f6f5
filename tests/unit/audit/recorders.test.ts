import type { DisclosureRecord } from '../../../src/audit/disclosure';
import { KeptTexts } from '../../../src/audit/kept-texts';
import { createReadRecorder, createTransactionRecorder } from '../../../src/audit/recorders';
import { createRefusalWriter } from '../../../src/audit/refusal-writer';
import { readAs, writeAs } from '../../../src/db/transaction';
import { LEVEL, LOSSES, openRecordStage, recordOf, TOLD, type RecordStage } from './support/records';

let stage: RecordStage;

beforeAll(async () => {
  stage = await openRecordStage();
});
afterAll(() => stage.close());
beforeEach(() => stage.forgetAll());

describe('the record of a read', () => {
  /** Reads under the snapshot that the record is compared with, lets something happen, then records. */
  const read = (
    kept: KeptTexts,
    record: DisclosureRecord,
    meanwhile: () => Promise<unknown> = () => Promise.resolve(),
  ): Promise<string> =>
    readAs(stage.dataSource, stage.region.viewers.police, async (transaction) => {
      const { snapshot } = transaction;
      await meanwhile();
      await createReadRecorder(kept)(transaction, { ...record, snapshot });
      return 'answered';
    });

  it('keeps what recurs once, and is brought again where the database has lost it', async () => {
    const kept = new KeptTexts();
    for (const lost of ['', ...LOSSES]) {
      await read(kept, recordOf(stage.region));
      await stage.owner.query(lost);
      const record = recordOf(stage.region);
      expect(await read(kept, record)).toBe('answered');
      expect(await stage.stored(record)).toEqual(TOLD);
      expect(kept.unknown([LEVEL])).toEqual([]);
    }
  });

  it('is a transaction of its own, after the read', async () => {
    const record = recordOf(stage.region);
    const answer = readAs(stage.dataSource, stage.region.viewers.police, async (transaction) => {
      const before = await transaction.query<{ at: Date }>({ text: 'select now() as at' }, []);
      await createReadRecorder(new KeptTexts())(transaction, record);
      return before[0]!.at;
    });
    const { rows } = await stage.owner.query<{ after: boolean }>(
      'select recorded_at > $2 as after from disclosure where request_id = $1',
      [record.requestId, await answer],
    );
    expect(rows).toEqual([{ after: true }]);
  });

  it('lets no answer leave without it', async () => {
    const kept = new KeptTexts();
    await read(kept, recordOf(stage.region));
    const wrong = recordOf(stage.region, { outcome: 'NO_SUCH' as never });
    await expect(read(kept, wrong)).rejects.toMatchObject({ code: 'SPONA_AUDIT' });
    expect(kept.unknown([LEVEL])).toEqual([LEVEL]);
    const right = recordOf(stage.region);
    await read(kept, right);
    expect(await stage.stored(wrong)).toEqual([]);
    expect(await stage.stored(right)).toEqual(TOLD);
  });

  it('is not written where what the answer rests on has changed', async () => {
    const record = recordOf(stage.region);
    const change = () =>
      stage.owner.query('update unit set name = name where id = $1', [stage.region.viewers.police.unitId]);
    await expect(read(new KeptTexts(), record, change)).rejects.toThrow('changed while the answer was made');
    expect(await stage.stored(record)).toEqual([]);
  });

  it('ends the read: what an abandoned field still asks for is not read', async () => {
    const late = await readAs(stage.dataSource, stage.region.viewers.police, async (transaction) => {
      await createReadRecorder(new KeptTexts())(transaction, recordOf(stage.region));
      return transaction;
    });
    await expect(late.query({ text: 'select 1' }, [])).rejects.toThrow('the transaction has ended');
  });

  it('leaves the connection as it found it', async () => {
    const kept = new KeptTexts();
    const settings = async (): Promise<unknown> =>
      stage.dataSource.query(
        `select current_setting('spona.agency', true) as agency, current_setting('transaction_read_only') as read_only`,
      );
    const busy = Array.from({ length: 20 }, () => read(kept, recordOf(stage.region)));
    expect(new Set(await Promise.all(busy))).toEqual(new Set(['answered']));
    expect(await Promise.all(Array.from({ length: 20 }, settings))).toEqual(
      Array.from({ length: 20 }, () => [{ agency: expect.stringMatching(/^$/), read_only: 'off' }]),
    );
  });
});

describe('the record of a mutation', () => {
  it('goes with a transaction through which nothing is read afterwards', async () => {
    const late = await writeAs(stage.dataSource, stage.region.viewers.police, (transaction) =>
      Promise.resolve(transaction),
    );
    await expect(late.query({ text: 'select 1' }, [])).rejects.toThrow('the transaction has ended');
  });

  it('counts nothing as kept that may yet be undone', async () => {
    const kept = new KeptTexts();
    const record = createTransactionRecorder(kept);
    const undone = recordOf(stage.region);
    await expect(
      writeAs(stage.dataSource, stage.region.viewers.police, async (transaction) => {
        await record(transaction, undone);
        throw new Error('undone');
      }),
    ).rejects.toThrow('undone');
    const next = recordOf(stage.region);
    await createRefusalWriter(stage.dataSource, kept)(next);
    expect(await stage.stored(undone)).toEqual([]);
    expect(await stage.stored(next)).toEqual(TOLD);
  });
});
