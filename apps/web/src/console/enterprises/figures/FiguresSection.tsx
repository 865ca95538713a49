import { Button } from 'antd';
import { useState } from 'react';
import type { AmountUnit } from '../../../shared/format/amounts';
import { FiguresTable } from '../FiguresTable';
import { useFigures } from '../enterprises.queries';
import { ConflictList } from './ConflictList';
import { EntryForm } from './EntryForm';
import { useConflicts } from './figures.queries';
import { FlagList } from './FlagList';
import { JudgementList } from './JudgementList';
import { SourceList } from './SourceList';
import './figures-section.css';

interface FiguresSectionProps {
  enterpriseId: string;
  unit: AmountUnit;
  onUnit: (unit: AmountUnit) => void;
}

/** Everything about the figures of one enterprise: three years side by side, what disagrees or looks wrong, who said it. */
export function FiguresSection({ enterpriseId, unit, onUnit }: FiguresSectionProps) {
  const [entering, setEntering] = useState(false);
  const conflicts = useConflicts(enterpriseId);
  const figures = useFigures(enterpriseId);
  return (
    <>
      <section className="panel" aria-labelledby="figures">
        <h2 id="figures">年度数据</h2>
        <FiguresTable enterpriseId={enterpriseId} unit={unit} onUnit={onUnit} conflicts={conflicts.data?.items} />
        <div className="figures__acts no-print">
          <Button
            type={entering ? 'default' : 'primary'}
            onClick={() => setEntering(!entering)}
            aria-expanded={entering}
          >
            {entering ? '收起填写' : '填写或更正数据'}
          </Button>
        </div>
        {entering && <EntryForm enterpriseId={enterpriseId} onDone={() => setEntering(false)} />}
        {figures.data && figures.data.items.length > 0 && (
          <SourceList enterpriseId={enterpriseId} sets={figures.data.items} />
        )}
      </section>
      <FlagList enterpriseId={enterpriseId} />
      <ConflictList enterpriseId={enterpriseId} />
      <JudgementList enterpriseId={enterpriseId} />
    </>
  );
}
