import express, { type Request, type Response, type Router } from 'express';
import { errors, type InteractionDetails, type Provider } from 'oidc-provider';
import type { Accounts } from './accounts';
import { personaPage, personaPagePolicy } from './persona-page';
import type { PersonaSource } from './sources';

const UNKNOWN = 'There is no such persona; choose one.';
const EXPIRED = 'This sign-in has expired. Go back to the application and sign in again.\n';

/** The provider refuses to change the account of a running session; a switch of persona makes session and sign-in forget it first. */
const forgetOther = async (
  provider: Provider,
  interaction: InteractionDetails,
  subject: string,
): Promise<void> => {
  const { session } = interaction;
  if (session === undefined || session.accountId === subject) return;
  const stored = await provider.Session.find(session.cookie);
  if (stored === undefined) return;
  stored.accountId = undefined;
  stored.authorizations = undefined;
  await stored.persist();
  interaction.session = undefined;
  await interaction.persist();
};

export interface SignInParts {
  readonly personas: PersonaSource;
  readonly accounts: Accounts;
  readonly origins: readonly string[];
}

/** The steps between the provider's authorization endpoint and its answer: who are you, asked by page or told by `login_hint`. */
export const createSignIn = (provider: Provider, { personas, accounts, origins }: SignInParts): Router => {
  const ask = async (response: Response, problem?: string): Promise<void> => {
    response
      .status(problem === undefined ? 200 : 422)
      .set({ 'content-security-policy': personaPagePolicy(origins), 'cache-control': 'no-store' })
      .type('html')
      .send(personaPage(await personas.list(), problem));
  };

  /** Signs in the persona that is named, or asks. */
  const proceed = async (request: Request, response: Response, named: unknown): Promise<void> => {
    const interaction = await provider.interactionDetails(request, response);
    const name = named === undefined ? interaction.params['login_hint'] : named;
    const subject = typeof name === 'string' ? await accounts.enter(name) : null;
    if (subject === null) {
      await ask(response, name === undefined ? undefined : UNKNOWN);
      return;
    }
    await forgetOther(provider, interaction, subject);
    await provider.interactionFinished(request, response, { login: { accountId: subject } });
  };

  const step =
    (readName: (request: Request) => unknown) =>
    async (request: Request, response: Response): Promise<void> => {
      try {
        await proceed(request, response, readName(request));
      } catch (error) {
        if (!(error instanceof errors.SessionNotFound)) throw error;
        response.status(400).type('text').send(EXPIRED);
      }
    };

  const router = express.Router();
  router.get(
    '/persona/:uid',
    step(() => undefined),
  );
  router.post(
    '/persona/:uid',
    express.urlencoded({ extended: false, limit: '1kb' }),
    step(({ body }: { readonly body?: { readonly persona?: unknown } }) => body?.persona ?? null),
  );
  return router;
};
