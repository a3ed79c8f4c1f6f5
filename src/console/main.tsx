import './page.css';
import { readAuthorizationAnswer } from './auth/authorization';
import { handOver } from './auth/callback';

const root = document.getElementById('root');
if (root === null) throw new Error('The page has no root.');

const answer = readAuthorizationAnswer(window.location.search);
if (answer !== null) {
  handOver(answer, root);
} else {
  // A page that the browser kept for its Back button would still be logged in.
  window.addEventListener('pageshow', (event) => {
    if (event.persisted) window.location.reload();
  });
  const { mount } = await import('./mount');
  mount(root);
}
