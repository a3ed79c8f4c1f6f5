import { createHash } from 'node:crypto';
import type { NamedPersona } from './sources';

const STYLE = `
body { font: 1rem/1.5 system-ui, sans-serif; max-width: 42rem; margin: 2rem auto; padding: 0 1rem; }
ul { list-style: none; padding: 0; }
button { display: block; width: 100%; margin: 0.5rem 0; padding: 0.75rem 1rem; font: inherit; text-align: left; }
button strong, button span { display: block; }
input { font: inherit; padding: 0.5rem; }
[role='alert'] { border-left: 0.25rem solid; padding-left: 1rem; }
`;

const STYLE_HASH = createHash('sha256').update(STYLE).digest('base64');

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};
const escape = (text: string): string => text.replace(/[&<>"']/gu, (character) => ENTITIES[character] ?? '');

/** No script, no outside source; the form's answer leads back to the console's origin, which browsers count as its target. */
export const personaPagePolicy = (origins: readonly string[]): string =>
  [
    "default-src 'none'",
    `style-src 'sha256-${STYLE_HASH}'`,
    `form-action 'self' ${origins.join(' ')}`,
    "base-uri 'none'",
    "frame-ancestors 'none'",
  ].join('; ');

const choice = ({ persona, name, agency, description }: NamedPersona): string =>
  `<li><button name="persona" value="${escape(persona)}"><strong>${escape(name)}</strong>` +
  `<span>${escape(agency)}</span><span>${escape(description)}</span></button></li>`;

/** The sign-in page of the demo: a list of invented persons to be. */
export const personaPage = (personas: readonly NamedPersona[], problem?: string): string => `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Spona demo: sign in as</title>
<style>${STYLE}</style>
</head>
<body>
<main>
<h1>Sign in as</h1>
<p>This is a demo. All persons are invented; there are no passwords.</p>
${problem === undefined ? '' : `<p role="alert">${escape(problem)}</p>`}
<form method="post">
<ul>
${personas.map(choice).join('\n')}
</ul>
</form>
<form method="post">
<label for="other">Another persona, by name</label>
<input id="other" name="persona" required autocomplete="off" spellcheck="false">
<button>Sign in</button>
</form>
</main>
</body>
</html>
`;
