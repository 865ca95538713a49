import { getRouteApi } from '@tanstack/react-router';
import { PreAssessment } from '../../../shared/ui/PreAssessment';
import { CardList } from '../CardList';
import { Identity } from '../Identity';
import type { SectionProps } from '../section-props';

const route = getRouteApi('/console/enterprises/$id');

/** Who the enterprise is and how it stands under each standard. */
export function OverviewSection({ enterprise }: SectionProps) {
  const { run } = route.useSearch();
  const navigate = route.useNavigate();
  return (
    <>
      <Identity enterprise={enterprise} />
      <section aria-labelledby="cards">
        <h2 id="cards" className="section-title">
          评价卡
          <PreAssessment />
        </h2>
        <CardList
          enterpriseId={enterprise.id}
          run={run}
          onRun={(next) =>
            void navigate({ search: (now) => ({ ...now, run: next }), replace: true, resetScroll: false })
          }
        />
      </section>
    </>
  );
}
