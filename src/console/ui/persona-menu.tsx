import { useId, useRef, type ReactElement } from 'react';
import { PersonaList } from './persona-list';

/** Becoming another persona of the demo. The popover closes by Escape and by a click beside it. */
export const PersonaMenu = (): ReactElement => {
  const id = useId();
  const popover = useRef<HTMLDivElement>(null);
  return (
    <>
      <button type="button" className="spona-button spona-button-strong" popoverTarget={id}>
        Switch persona
      </button>
      <div
        ref={popover}
        id={id}
        popover="auto"
        className="spona-popover"
        role="dialog"
        aria-label="Switch persona"
      >
        <PersonaList onChosen={() => popover.current?.hidePopover()} />
      </div>
    </>
  );
};
