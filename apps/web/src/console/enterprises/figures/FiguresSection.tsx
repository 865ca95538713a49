import { getRouteApi } from '@tanstack/react-router';
import { Button } from 'antd';
import { useMemo, useState } from 'react';
import { type AmountUnit, amountUnits } from '../../../shared/format/amounts';
import { useMay } from '../../../shared/session/session';
import { BackLink } from '../../quality/BackLink';
import { sourceWords } from '../../words';
import { FiguresTable } from '../FiguresTable';
import { useFigures } from '../enterprises.queries';
import type { SectionProps } from '../section-props';
import { ConflictList } from './ConflictList';
import { EntryForm, type EntryStart } from './EntryForm';
import { type Source, useConflicts } from './figures.queries';
import { FlagList } from './FlagList';
import { JudgementList } from './JudgementList';
import { SourceList } from './SourceList';
import './figures-section.css';

const route = getRouteApi('/console/enterprises/$id');

/** Everything about the figures of one enterprise: three years side by side, what disagrees or looks wrong, who said it. */
export function FiguresSection({ enterprise: { id }, asOf }: SectionProps) {
  const { unit: unitText, entry, facts, back } = route.useSearch();
  const navigate = route.useNavigate();
  const [entering, setEntering] = useState(false);
  const [sent, setSent] = useState(false);
  const conflicts = useConflicts(id, asOf);
  const figures = useFigures(id, asOf);
  const unit: AmountUnit = unitText !== undefined && unitText in amountUnits ? (unitText as AmountUnit) : '万元';
  const start = useMemo(() => entryStart(entry, facts), [entry, facts]);
  // the past is read, not written
  const past = asOf !== undefined;
  const writes = useMay()('figures.write') && !past;
  const open = writes && (entering || start !== null);
  const show = (next: boolean) => {
    setEntering(next);
    if (next) setSent(false);
    else if (start !== null)
      void navigate({ search: (now) => ({ ...now, entry: undefined, facts: undefined }), resetScroll: false });
  };
  return (
    <>
      <section className="panel" aria-labelledby="figures">
        <h2 id="figures">年度数据</h2>
        <FiguresTable
          enterpriseId={id}
          asOf={asOf}
          unit={unit}
          onUnit={(next) =>
            void navigate({ search: (now) => ({ ...now, unit: next }), replace: true, resetScroll: false })
          }
          conflicts={conflicts.data?.items}
        />
        {writes && (
          <div className="figures__acts no-print">
            <Button type={open ? 'default' : 'primary'} onClick={() => show(!open)} aria-expanded={open}>
              {open ? '收起填写' : '填写或更正数据'}
            </Button>
            {sent && !open && (
              <span role="status">
                已提交，检查随即重做。 <BackLink back={back} />
              </span>
            )}
          </div>
        )}
        {open && (
          <EntryForm
            key={entry ?? ''}
            enterpriseId={id}
            start={start}
            onDone={() => {
              show(false);
              setSent(true);
            }}
          />
        )}
        {figures.data && figures.data.items.length > 0 && <SourceList enterpriseId={id} sets={figures.data.items} />}
      </section>
      {!past && <FlagList enterpriseId={id} />}
      <ConflictList enterpriseId={id} asOf={asOf} />
      <JudgementList enterpriseId={id} asOf={asOf} />
    </>
  );
}

/** What an address says of where the form begins: `2025-tax` and `revenue,employees`; null where it says nothing. */
function entryStart(entry: string | undefined, facts: string | undefined): EntryStart | null {
  const [, year = '', source = ''] = /^(\d{4})-([a-z]+)$/.exec(entry ?? '') ?? [];
  if (!Object.hasOwn(sourceWords, source)) return null;
  return { year: Number(year), source: source as Source, facts: facts?.split(',') ?? [] };
}
