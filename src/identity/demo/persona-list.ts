import express, { type Router } from 'express';
import { PERSONA_LIST } from './issuer';
import type { ListedPersona, PersonaSource } from './sources';

/** Answers the personas of the demo as JSON. Who may ask is anybody who reaches the demo, as on the sign-in page. */
export const createPersonaList = (personas: PersonaSource): Router => {
  const router = express.Router();
  router.get(PERSONA_LIST, async (_request, response) => {
    const all = await personas.all();
    const listed = all.map(({ persona, agency, description }): ListedPersona => ({
      persona,
      agency,
      description,
    }));
    response.set('cache-control', 'no-store').json(listed);
  });
  return router;
};
