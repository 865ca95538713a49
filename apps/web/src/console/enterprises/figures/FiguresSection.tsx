import { getRouteApi } from '@tanstack/react-router';
import { Button } from 'antd';
import { useState } from 'react';
import { type AmountUnit, amountUnits } from '../../../shared/format/amounts';
import { FiguresTable } from '../FiguresTable';
import { useFigures } from '../enterprises.queries';
import type { SectionProps } from '../section-props';
import { ConflictList } from './ConflictList';
import { EntryForm } from './EntryForm';
import { useConflicts } from './figures.queries';
import { FlagList } from './FlagList';
import { JudgementList } from './JudgementList';
import { SourceList } from './SourceList';
import './figures-section.css';

const route = getRouteApi('/console/enterprises/$id');

/** Everything about the figures of one enterprise: three years side by side, what disagrees or looks wrong, who said it. */
export function FiguresSection({ enterprise: { id } }: SectionProps) {
  const { unit: unitText } = route.useSearch();
  const navigate = route.useNavigate();
  const [entering, setEntering] = useState(false);
  const conflicts = useConflicts(id);
  const figures = useFigures(id);
  const unit: AmountUnit = unitText !== undefined && unitText in amountUnits ? (unitText as AmountUnit) : '万元';
  return (
    <>
      <section className="panel" aria-labelledby="figures">
        <h2 id="figures">年度数据</h2>
        <FiguresTable
          enterpriseId={id}
          unit={unit}
          onUnit={(next) =>
            void navigate({ search: (now) => ({ ...now, unit: next }), replace: true, resetScroll: false })
          }
          conflicts={conflicts.data?.items}
        />
        <div className="figures__acts no-print">
          <Button
            type={entering ? 'default' : 'primary'}
            onClick={() => setEntering(!entering)}
            aria-expanded={entering}
          >
            {entering ? '收起填写' : '填写或更正数据'}
          </Button>
        </div>
        {entering && <EntryForm enterpriseId={id} onDone={() => setEntering(false)} />}
        {figures.data && figures.data.items.length > 0 && <SourceList enterpriseId={id} sets={figures.data.items} />}
      </section>
      <FlagList enterpriseId={id} />
      <ConflictList enterpriseId={id} />
      <JudgementList enterpriseId={id} />
    </>
  );
}
