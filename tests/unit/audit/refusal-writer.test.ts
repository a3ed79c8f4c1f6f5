import { groundsOf } from '../../../src/audit/grounds';
import { KeptTexts } from '../../../src/audit/kept-texts';
import { createRefusalWriter } from '../../../src/audit/refusal-writer';
import { LEVEL, LOSSES, openRecordStage, recordOf, TOLD, type RecordStage } from './support/records';

let stage: RecordStage;

beforeAll(async () => {
  stage = await openRecordStage();
});
afterAll(() => stage.close());

describe('the writer of refusals', () => {
  beforeEach(() => stage.forgetAll());

  it('keeps what recurs once, under its hash, and tells it with every record', async () => {
    const write = createRefusalWriter(stage.dataSource, new KeptTexts());
    const records = [recordOf(stage.region), recordOf(stage.region), recordOf(stage.region)];
    await Promise.all(records.map(write));
    const later = recordOf(stage.region);
    await write(later);
    for (const record of [...records, later]) expect(await stage.stored(record)).toEqual(TOLD);
    expect(await stage.keptTexts()).toBe(2);
  });

  it('brings the grounds again where the database has lost them', async () => {
    const write = createRefusalWriter(stage.dataSource, new KeptTexts());
    for (const lost of LOSSES) {
      await write(recordOf(stage.region));
      await stage.owner.query(lost);
      const records = [recordOf(stage.region), recordOf(stage.region, { document: null })];
      await Promise.all(records.map(write));
      expect(await stage.stored(records[0]!)).toEqual(TOLD);
      expect(await stage.stored(records[1]!)).toMatchObject([{ document: null, entries: TOLD[0]!.entries }]);
    }
  });

  it('sends again what a failed write brought', async () => {
    const kept = new KeptTexts();
    const write = createRefusalWriter(stage.dataSource, kept);
    const wrong = recordOf(stage.region, { outcome: 'NO_SUCH' as never });
    await expect(write(wrong)).rejects.toMatchObject({ code: 'SPONA_AUDIT' });
    expect(kept.unknown([LEVEL])).toEqual([LEVEL]);
    const right = recordOf(stage.region);
    await write(right);
    expect(await stage.stored(right)).toEqual(TOLD);
    expect(await stage.stored(wrong)).toEqual([]);
    expect(kept.unknown([LEVEL])).toEqual([]);
  });

  it('lets no record of a batch fall with another', async () => {
    const write = createRefusalWriter(stage.dataSource, new KeptTexts());
    const records = [
      recordOf(stage.region),
      recordOf(stage.region, { outcome: 'NO_SUCH' as never }),
      recordOf(stage.region),
    ];
    const outcomes = await Promise.allSettled(records.map(write));
    expect(outcomes.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
  });

  it('is refused grounds under a hash that is not theirs', async () => {
    const write = createRefusalWriter(stage.dataSource, new KeptTexts());
    const forged = { ...groundsOf([], []), hash: LEVEL.hash };
    await expect(
      write(recordOf(stage.region, { entries: [{ type: 'Case', grounds: forged, rows: [['c1', 'c1']] }] })),
    ).rejects.toMatchObject({ code: 'SPONA_AUDIT' });
  });
});
