import { testsOf, type Fault } from '../fault';

const versions = testsOf('unit/db/policy-versions', 'versions of the policies');
const activation = testsOf('contract/policy-versions', 'an activation');
const AT = { file: 'migrations', within: 'function policy_version_at' } as const;

/** Which version of the policies decides, and from when. */
export const VERSION_FAULTS: readonly Fault[] = [
  {
    id: 'version-an-instant-late',
    breaks: 'A version of the policies does not decide at its first instant.',
    ...AT,
    find: 'a.effective_from <= p_at',
    replace: 'a.effective_from < p_at',
    caughtBy: versions('are in force from their instant on, one at a time'),
  },
  {
    id: 'version-of-the-first',
    breaks: 'Of two versions for one instant the earlier activation decides: a correction is lost.',
    ...AT,
    find: 'a.id desc',
    replace: 'a.id',
    caughtBy: versions('of two for the same instant the one activated later decides'),
  },
  {
    id: 'version-taken-back-decides',
    breaks: 'A version that was taken back before its time decides from that time on.',
    ...AT,
    find: 'not exists',
    replace: 'true or exists',
    caughtBy: activation('that waits and is taken back switches nothing at its instant, in no hub'),
  },
  {
    id: 'version-replaced-comes-back',
    breaks: 'With a version is not taken back what it had replaced for its time, which decides then.',
    file: 'migrations',
    within: 'function cancel_policy',
    find: '= p_from and not exists',
    replace: '= p_from and a.id = (select max(id) from policy_activation) and not exists',
    caughtBy: versions(
      'that wait for their time never decide once they are taken back, nor does what they had replaced, and the list tells who did so',
    ),
  },
  {
    id: 'version-taken-back-late',
    breaks: 'A version that has decided is taken back, as if it never had.',
    file: 'migrations',
    within: 'function refuse_late_cancellation',
    find: 'a.effective_from <= clock_timestamp()',
    replace: 'a.effective_from <= now()',
    caughtBy: versions(
      'that wait for their time are taken back until that time, and not by whoever commits after it',
    ),
  },
  {
    id: 'version-made-up-afterwards',
    breaks: 'A version is said afterwards to have decided in the past of a production database.',
    file: 'migrations',
    within: 'function refuse_backdated_activation',
    find: "mode = 'demo'",
    replace: 'true',
    caughtBy: versions(
      'are not said afterwards to have decided in the past, unless that is the invented past of a demo',
    ),
  },
  {
    id: 'version-kept-compiled',
    breaks: 'The version that was compiled first goes on deciding.',
    file: 'src/gateway/policies-in-force.ts',
    find: 'set.version === version &&',
    replace: '',
    caughtBy: activation('decides the very next answer of every hub, and the records say by which version'),
  },
  {
    id: 'version-changed-afterwards',
    breaks: 'A kept version decides though its content was changed afterwards.',
    file: 'src/policy/load-version.ts',
    find: 'content.version !== version',
    replace: 'content.version === null',
    caughtBy: testsOf(
      'unit/policy/bundle',
      'a kept version',
    )('is refused if its content was changed afterwards'),
  },
];
