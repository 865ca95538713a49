import { Link } from '@tanstack/react-router';
import { sections } from './sections';

interface SectionNavProps {
  enterpriseId: string;
  current: string;
  asOf: string | undefined;
  /** The work list from which one came. */
  back: string | undefined;
}

/** The parts of the page as links, so that each has an address of its own; on a narrow screen they scroll sideways. */
export function SectionNav({ enterpriseId, current, asOf, back }: SectionNavProps) {
  return (
    <nav className="section-nav no-print" aria-label="企业页的各部分">
      {sections.map(({ key, label }, index) => (
        <Link
          key={key}
          to="/console/enterprises/$id"
          params={{ id: enterpriseId }}
          search={{ asOf, back, ...(index > 0 && { tab: key }) }}
          resetScroll={false}
          activeProps={{}}
          activeOptions={{ exact: true }}
          aria-current={key === current ? 'page' : undefined}
        >
          {label}
        </Link>
      ))}
    </nav>
  );
}
