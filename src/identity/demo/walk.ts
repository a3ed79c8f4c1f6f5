const MAX_STEPS = 10;

/** Keeps the cookies of one sign-in; their paths do not matter, since every step is the same provider's. */
const collect = (jar: Map<string, string>, response: Response): void => {
  for (const cookie of response.headers.getSetCookie()) {
    const [, name, value] = /^([^=;]+)=([^;]*)/u.exec(cookie) ?? [];
    if (name !== undefined && value !== undefined) jar.set(name, value);
  }
};

/**
 * Follows a sign-in from redirect to redirect, as a browser would, until it leads to `target`; what stands in that address is the
 * answer. Null if a page comes instead.
 * @throws Error if it leads anywhere but to the provider's own origin or the target
 */
export const walkToRedirect = async (start: string, target: string): Promise<URLSearchParams | null> => {
  const jar = new Map<string, string>();
  let url = new URL(start);
  for (let step = 0; step < MAX_STEPS; step++) {
    const response = await fetch(url, {
      headers: { cookie: [...jar].map(([name, value]) => `${name}=${value}`).join('; ') },
      redirect: 'manual',
      signal: AbortSignal.timeout(10_000),
    });
    await response.body?.cancel();
    collect(jar, response);
    const location = response.headers.get('location');
    if (location === null) return null;
    const next = new URL(location, url);
    if (next.origin + next.pathname === target) return next.searchParams;
    if (next.origin !== url.origin) throw new Error('the sign-in leads to another origin');
    url = next;
  }
  throw new Error('the sign-in does not end');
};
