import type { FactUse } from '@tidu/criteria';
import type { components } from '../../shared/api/console.gen';

export type CardFact = components['schemas']['CardFactDto'];

interface ClauseFactsProps {
  facts: FactUse[];
  /** Where each fact came from, by its code. */
  origins: ReadonlyMap<string, CardFact>;
}

/** The values a clause used, each with its source and year; a missing one is 未知. */
export function ClauseFacts({ facts, origins }: ClauseFactsProps) {
  return (
    <dl className="clause-facts">
      {facts.map((fact) => {
        const origin = origins.get(fact.code);
        return (
          <div key={fact.code}>
            <dt>{fact.label}</dt>
            <dd>
              <span className={fact.value === null ? 'unknown' : 'number'} title={exact(fact)}>
                {fact.display}
              </span>
              {origin?.sourceName && (
                <span className="clause-facts__source">
                  {origin.sourceName}
                  {origin.year !== null && ` ${origin.year}`}
                </span>
              )}
            </dd>
          </div>
        );
      })}
    </dl>
  );
}

function exact({ value, unit }: FactUse): string | undefined {
  if (value === null) return '没有这个数据，不等于 0';
  return unit === '元' ? `${String(value)} 元` : undefined;
}
