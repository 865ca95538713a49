import type { SectionProps } from '../section-props';
import { CodesPanel } from './CodesPanel';
import { ContactsPanel } from './ContactsPanel';
import { IdentityPanel } from './IdentityPanel';
import { NamesPanel } from './NamesPanel';
import { NotesPanel } from './NotesPanel';
import { PlacesPanels } from './PlacesPanels';
import './identity.css';
import { useMay } from '../../../shared/session/session';

/** Who the enterprise is, in full: values, names, codes, places, people, notes. The past and what is merged is only read. */
export function IdentitySection({ enterprise, asOf }: SectionProps) {
  const may = useMay();
  const locked = asOf !== undefined || enterprise.status === 'merged' || !may('enterprises.edit');
  const part = { enterprise, locked };
  return (
    <>
      <IdentityPanel {...part} />
      <NamesPanel {...part} />
      <CodesPanel {...part} />
      <PlacesPanels {...part} />
      <ContactsPanel {...part} />
      <NotesPanel {...part} />
    </>
  );
}
