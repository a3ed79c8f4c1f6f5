import type { GraphiQLPlugin } from '@graphiql/react';
import { useState, type ReactElement } from 'react';
import { AccessList } from './access-list';
import { AnswerReport } from './answer-report';
import { DisclosureIcon } from './icons';

type View = 'answer' | 'access';
const VIEWS: readonly (readonly [View, string])[] = [
  ['answer', 'Last answer'],
  ['access', 'What you may see'],
];

const Disclosure = (): ReactElement => {
  const [view, setView] = useState<View>('answer');
  return (
    <section className="spona-plugin" aria-label="Disclosure">
      <h2 className="spona-plugin-title">Disclosure</h2>
      <div className="spona-views">
        {VIEWS.map(([name, label]) => (
          <button
            key={name}
            type="button"
            className="spona-button"
            aria-pressed={view === name}
            onClick={() => {
              setView(name);
            }}
          >
            {label}
          </button>
        ))}
      </div>
      {view === 'answer' ? <AnswerReport /> : <AccessList />}
    </section>
  );
};

/** What the last answer disclosed and withheld, and what the viewer may see at all. */
export const DISCLOSURE_PLUGIN: GraphiQLPlugin = {
  title: 'Disclosure',
  icon: DisclosureIcon,
  content: Disclosure,
};
