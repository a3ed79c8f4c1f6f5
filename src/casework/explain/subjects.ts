import type { RowSource } from '../../graphql/row-source';
import { SUBJECT_ROLES, type SubjectRole } from '../../policy/facts';

/**
 * Whom a row may speak of. A protected reporter is none of them: no answer here says anything of a row about one, as the audit says
 * nothing of it to anybody outside the agency. Whoever has several roles is shown what each of them may show, so one at a time will do.
 */
const TOLD_ROLES: readonly SubjectRole[] = SUBJECT_ROLES.filter((role) => role !== 'PROTECTED_REPORTER');

export const ONE_OF_THEM: readonly (readonly SubjectRole[])[] = TOLD_ROLES.map((role) => [role]);
export const NOBODY: readonly (readonly SubjectRole[])[] = [[]];

export const subjectsOf = ({ subject }: Pick<RowSource, 'subject'>): readonly (readonly SubjectRole[])[] =>
  subject === null ? NOBODY : ONE_OF_THEM;
