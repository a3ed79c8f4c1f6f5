import { beginAuthorization, readAuthorizationAnswer } from '../../../src/console/auth/authorization';
import { parseDiscovery } from '../../../src/console/auth/discovery';
import { challengeOf } from '../../../src/console/auth/pkce';
import { CONFIG, METADATA } from './fixtures';

const HOME = 'http://localhost:4000/graphiql/';
const discovery = parseDiscovery(METADATA, CONFIG.issuer);

describe('the way to the login service', () => {
  test('carries state, nonce and challenge, and never the verifier', async () => {
    const attempt = await beginAuthorization(CONFIG, discovery, HOME, {});
    const url = new URL(attempt.url);
    expect(`${url.origin}${url.pathname}`).toBe(METADATA.authorization_endpoint);
    expect(Object.fromEntries(url.searchParams)).toEqual({
      client_id: 'graphiql',
      response_type: 'code',
      redirect_uri: HOME,
      scope: 'openid graphql',
      state: attempt.state,
      nonce: attempt.nonce,
      code_challenge: await challengeOf(attempt.verifier),
      code_challenge_method: 'S256',
      resource: CONFIG.audience,
    });
    expect(attempt.url).not.toContain(attempt.verifier);
  });

  test('a persona is proposed, and asked for anew', async () => {
    const { url } = await beginAuthorization(CONFIG, discovery, HOME, { hint: 'police', afresh: true });
    const query = new URL(url).searchParams;
    expect([query.get('login_hint'), query.get('prompt')]).toEqual(['police', 'login']);
  });

  test('an audience that is no address is no resource', async () => {
    const { url } = await beginAuthorization({ ...CONFIG, audience: 'spona' }, discovery, HOME, {});
    expect(new URL(url).searchParams.has('resource')).toBe(false);
  });
});

describe('the way back', () => {
  test.each([
    ['?code=c&state=s&iss=i', { state: 's', code: 'c', error: null, issuer: 'i' }],
    ['?error=access_denied&state=s', { state: 's', code: null, error: 'access_denied', issuer: null }],
    ['?code=c', null],
    ['?state=s', null],
    ['', null],
  ])('%s', (search, answer) => {
    expect(readAuthorizationAnswer(search)).toEqual(answer);
  });
});

describe('the metadata of the login service', () => {
  test('must name the issuer that the hub trusts', () => {
    expect(() => parseDiscovery({ ...METADATA, issuer: `${CONFIG.issuer}/` }, CONFIG.issuer)).toThrow(
      'names itself otherwise',
    );
  });

  test.each([
    ['authorization_endpoint', undefined],
    ['token_endpoint', 'http://elsewhere.example/token'],
    ['end_session_endpoint', 'javascript:alert(1)'],
  ])('%s may not be %s', (key, value) => {
    expect(() => parseDiscovery({ ...METADATA, [key]: value }, CONFIG.issuer)).toThrow(`no usable ${key}`);
  });

  test.each([null, 'text'])('%j is no metadata', (value) => {
    expect(() => parseDiscovery(value, CONFIG.issuer)).toThrow('names itself otherwise');
  });
});
