import { useState } from 'react';
import { SendForm } from '../../shared/ui/SendForm';
import { type Declaration, type Purpose, useChangePurpose } from './declaration.queries';
import { purposeWords } from './words';

/** Another purpose for what was begun and not submitted; null where the batch has none. */
export function ChangePurpose({ enterpriseId, view }: { enterpriseId: string; view: Declaration }) {
  const others = view.purposes.filter(({ purpose }) => purpose !== view.purpose);
  const [chosen, setChosen] = useState<Purpose | null>(null);
  const changing = useChangePurpose(enterpriseId, view);
  if (others.length === 0) return null;
  return (
    <details className="no-print">
      <summary>改申报类型（现在是{purposeWords[view.purpose]}）</summary>
      <SendForm
        className="stacked"
        label="改申报类型"
        sending={changing}
        verb="改申报类型"
        ready={chosen !== null}
        lacking="请选类型"
        onSend={() => chosen !== null && changing.mutate(chosen)}
      >
        <p className="quiet">
          填的按项目保留，佐证保留；新的类型不要的项收起来，改回来时还在。法定代表人确认过的要重新确认。
        </p>
        <fieldset className="opening__purposes">
          <legend className="visually-hidden">申报类型</legend>
          {others.map(({ purpose, standardName, obstacle }) => (
            <label key={purpose} className={obstacle === null ? 'opening__choice' : 'opening__choice is-closed'}>
              <input
                type="radio"
                name="purpose"
                disabled={obstacle !== null}
                checked={chosen === purpose}
                onChange={() => setChosen(purpose)}
              />
              <span>
                <b>{purposeWords[purpose]}</b> 按《{standardName}》{obstacle !== null && <em>{obstacle}</em>}
              </span>
            </label>
          ))}
        </fieldset>
      </SendForm>
    </details>
  );
}
