import { randomUUID } from 'node:crypto';
import type { Client } from 'pg';
import { cancelPolicies } from '../../src/db/policy-cancellation';
import { versionInForce } from '../../src/db/policy-versions';
import { StartError } from '../../src/errors/start-error';
import { verdictOf } from '../../src/errors/verdict';
import { NO_FACTS, type RowFacts } from '../../src/policy';
import { PolicyVersionError } from '../../src/policy/load-version';
import { createIdentityRegistry } from '../../src/registry/identity-registry';
import { dropDatabase, freshDatabase, openClient, openOwner, type TestDatabase } from '../support/database';
import { assign, giveAccess, openCaseOf } from '../support/facts';
import { startTestHub, type TestHub } from '../support/hub';
import { activate, changedAt, SHIPPED, withoutReaders } from '../support/policies';
import { createRegion, type Region } from '../support/region';

const CASE = 'query ($id: ID!) { case(id: $id) { openedAt } }';
/** The facts of the case for social work. */
const LIAISON: RowFacts = { ...NO_FACTS, scopes: ['LIAISON'], tie: 'NAMED' };

const CASE_FILE = 'casework/case.yaml';
const CLOSED = withoutReaders('case.time', CASE_FILE);

let database: TestDatabase;
let owner: Client;
let hub: TestHub;
let second: TestHub;
let region: Region;
let caseId: string;

beforeAll(async () => {
  database = await freshDatabase();
  owner = await openOwner(database);
  region = await createRegion(owner);
  const { police, socialWork } = region.viewers;
  caseId = await openCaseOf(owner, police);
  await giveAccess(owner, caseId, socialWork, { scope: 'LIAISON', givenBy: police });
  await assign(owner, caseId, socialWork);
  hub = await startTestHub(database);
  second = await startTestHub(database);
});
afterAll(async () => {
  await hub.close();
  await second.close();
  await owner.end();
  await dropDatabase(database);
});

beforeEach(async () => {
  await activate(owner, SHIPPED);
});

/** Whether social work sees when the case was opened, and by which version that was decided, as its record says. */
const seen = async (asked: TestHub): Promise<{ disclosed: boolean; version: string; instant: Date }> => {
  const requestId = randomUUID();
  const answer = await asked.ask(region.viewers.socialWork, CASE, { id: caseId }, { requestId });
  expect(answer.errors).toBeUndefined();
  const { rows } = await owner.query<{ version: string; instant: Date }>(
    'select policy_version as version, instant from disclosure where request_id = $1',
    [requestId],
  );
  expect(rows).toHaveLength(1);
  return { disclosed: answer.data?.['case'].openedAt !== null, ...rows[0]! };
};

const askCase = (asked: TestHub): Promise<unknown> =>
  asked.ask(region.viewers.socialWork, CASE, { id: caseId });

const codeOf = async (asked: Promise<unknown>): Promise<string> =>
  asked.then(
    () => 'none',
    (error: unknown) => verdictOf(error).code,
  );

const shipped = async (): Promise<string> => (await versionInForce(owner)) ?? '';

/** What the owner's triggers refuse, done by whoever gets around them. */
const tamper = async (statement: string, values: unknown[]): Promise<void> => {
  const admin = await openClient(database.adminUrl);
  try {
    await admin.query('set session_replication_role = replica');
    await admin.query(statement, values);
  } finally {
    await admin.end();
  }
};

describe('an activation', () => {
  it('decides the very next answer of every hub, and the records say by which version', async () => {
    const first = await shipped();
    expect(await seen(hub)).toMatchObject({ disclosed: true, version: first });
    expect(await seen(second)).toMatchObject({ disclosed: true, version: first });
    const { version } = await activate(owner, CLOSED);
    expect(version).not.toBe(first);
    expect(await seen(second)).toMatchObject({ disclosed: false, version });
    expect(await seen(hub)).toMatchObject({ disclosed: false, version });
    await activate(owner, SHIPPED);
    expect(await seen(second)).toMatchObject({ disclosed: true, version: first });
  });

  it('refuses at once what the version in force never allows, and records by which', async () => {
    const FILTERED = 'query { cases(first: 1, filter: { riskLevel: IMMEDIATE }) { totalCount } }';
    const { socialWork } = region.viewers;
    expect((await second.ask(socialWork, FILTERED)).errors).toBeUndefined();
    const { version } = await activate(owner, withoutReaders('risk.level', 'police/risk-assessment.yaml'));
    const requestId = randomUUID();
    expect(await codeOf(second.ask(socialWork, FILTERED, {}, { requestId }))).toBe('SPONA_ARGUMENT');
    const { rows } = await owner.query(
      'select policy_version, outcome from disclosure where request_id = $1',
      [requestId],
    );
    expect(rows).toEqual([{ policy_version: version, outcome: 'REFUSED' }]);
  });

  it('says to every hub at once for which purposes a role may ask', async () => {
    const { socialWork } = region.viewers;
    await owner.query(`update staff set issuer = 'https://issuer.test', subject = 'one' where id = $1`, [
      socialWork.staffId,
    ]);
    const registry = createIdentityRegistry(second.dataSource, (issuer) => issuer);
    const purposes = async (): Promise<readonly string[]> => {
      const staff = await registry.findStaff('https://issuer.test', 'one');
      const policies = await second.policiesOf(staff?.policyVersion ?? null);
      return policies.roles.get('CASE_MANAGER')?.purposes ?? [];
    };
    expect(await purposes()).toContain('PROTECTION');
    await activate(owner, changedAt('vocabulary.yaml', ['roles', 'CASE_MANAGER', 'purposes'], ['CARE']));
    expect(await purposes()).toEqual(['CARE']);
  });

  it('in the future switches at its instant and not before', async () => {
    const first = await shipped();
    const { version, effectiveFrom } = await activate(owner, CLOSED, 5_000);
    const answers = [];
    for (;;) {
      const answer = await seen(second);
      answers.push(answer);
      if (answer.instant.getTime() > effectiveFrom.getTime() + 100) break;
      await new Promise((resolve) => setTimeout(resolve, 25));
    }
    expect(answers.some(({ instant }) => instant < effectiveFrom)).toBe(true);
    for (const { instant, ...decided } of answers) {
      const after = instant >= effectiveFrom;
      expect(decided).toEqual({ disclosed: !after, version: after ? version : first });
    }
  });

  it('that waits and is taken back switches nothing at its instant, in no hub', async () => {
    const first = await shipped();
    const { version, effectiveFrom } = await activate(owner, CLOSED, 2_000);
    await cancelPolicies(owner, { effectiveFrom }, 'a test');
    for (const asked of [hub, second]) {
      let answer = await seen(asked);
      while (answer.instant <= effectiveFrom) {
        await new Promise((resolve) => setTimeout(resolve, 100));
        answer = await seen(asked);
      }
      expect(answer).toMatchObject({ disclosed: true, version: first });
      expect((await asked.policiesAt(effectiveFrom))?.version).toBe(first);
    }
    expect(version).not.toBe(first);
  });

  it('costs a statement once, and none where its version is compiled', async () => {
    await seen(second);
    second.statements();
    await seen(second);
    const usual = second.statements().length;
    await activate(owner, withoutReaders('case.status', CASE_FILE));
    await seen(second);
    expect(second.statements()).toHaveLength(usual + 1);
    await seen(second);
    expect(second.statements()).toHaveLength(usual);
  });
});

describe('what was in force at an instant', () => {
  it('is told for every past instant, and nothing before the first version', async () => {
    const first = await seen(hub);
    await activate(owner, CLOSED);
    const later = await seen(hub);
    await activate(owner, SHIPPED);
    for (const { instant, version, disclosed } of [first, later, await seen(hub)]) {
      const then = await second.policiesAt(instant);
      expect(then?.version).toBe(version);
      const decision = then?.profile(region.viewers.socialWork).decide('case.time', LIAISON);
      expect(decision?.disclose).toBe(disclosed);
    }
    expect(await second.policiesAt(new Date('2020-01-01T00:00:00Z'))).toBeNull();
  });
});

describe('a version that the hub cannot use', () => {
  it('discloses nothing where its content was changed after it had been registered', async () => {
    const before = await shipped();
    const { version } = await activate(owner, withoutReaders('case.reference', CASE_FILE));
    await tamper(
      'update policy_version set content = (select content from policy_version where version = $1) where version = $2',
      [before, version],
    );
    expect(await codeOf(askCase(second))).toBe('SPONA_UNAVAILABLE');
  });

  it('is told apart where it is written in an unknown grammar, and only for the time in which it was in force', async () => {
    const first = await seen(hub);
    const strange = JSON.stringify({ 'vocabulary.yaml': 'handling: []\nmoons: 2\n' });
    await owner.query('select activate_policy($1, $2, null, $3)', ['0'.repeat(64), strange, 'a later hub']);
    expect(await codeOf(askCase(second))).toBe('SPONA_UNAVAILABLE');
    const during = new Date();
    await activate(owner, SHIPPED);
    expect(await seen(second)).toMatchObject({ disclosed: true, version: first.version });
    await expect(second.policiesAt(during)).rejects.toThrow(PolicyVersionError);
    await expect(second.policiesAt(during)).rejects.toThrow(/vocabulary\.yaml:\d+:\d+: .*moons/u);
  });

  it('keeps a hub from starting', async () => {
    await owner.query('select activate_policy($1, $2, null, $3)', ['0'.repeat(64), '{}', 'a later hub']);
    await expect(startTestHub(database)).rejects.toThrow(StartError);
    await expect(startTestHub(database)).rejects.toThrow(
      /^SPONA_POLICY: Version 000000000000 .*cannot be used/u,
    );
  });
});
