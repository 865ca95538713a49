import { PURPOSE_LABELS, PURPOSES, type Purpose } from '@tidu/criteria';
import { isDay } from '@tidu/kernel';
import { useState } from 'react';
import { ChoiceField } from '../../shared/forms/ChoiceField';
import { NumberField } from '../../shared/forms/NumberField';
import type { Found, StandardHead } from './choose';
import { type Title, titleWords } from './titles';

interface ChooserProps {
  titles: readonly Title[];
  wish: { title: Title | undefined; purpose: Purpose; day: string };
  found: Found | undefined;
  chosen: StandardHead | undefined;
  onChoose: (next: { title?: string; purpose?: Purpose; day?: string; standard?: string }) => void;
}

/** Title, purpose and day lead to the standard that holds; of several towns' standards the enterprise takes its own. */
export function Chooser({ titles, wish, found, chosen, onChoose }: ChooserProps) {
  return (
    <section className="panel chooser no-print" aria-labelledby="chooser">
      <h2 id="chooser">一、选称号</h2>
      <ChoiceField
        name="title"
        legend="想测哪一个称号"
        options={titles.map((title) => ({ value: title, label: titleWords[title] }))}
        value={wish.title ?? ''}
        onChange={(title) => onChoose({ title, standard: undefined })}
      />
      <div className="chooser__when">
        <ChoiceField
          name="purpose"
          legend="这一次是"
          options={PURPOSES.map((purpose) => ({ value: purpose, label: PURPOSE_LABELS[purpose] }))}
          value={wish.purpose}
          onChange={(purpose) => onChoose({ purpose: purpose as Purpose })}
        />
        <DayField key={wish.day} day={wish.day} onDay={(day) => onChoose({ day })} />
      </div>
      {found && found.candidates.length > 1 && (
        <ChoiceField
          name="standard"
          legend="按哪里的标准（请选企业所在地的）"
          options={found.candidates.map(({ id, name, region }) => ({
            ...{ value: id, label: region === 'nation' ? `${name}（其他地区）` : name },
          }))}
          value={chosen?.id ?? ''}
          onChange={(standard) => onChoose({ standard })}
        />
      )}
      {found?.candidates.length === 0 && (
        <div className="chooser__none" role="alert">
          <p>这一天没有可用的标准：</p>
          <ul>
            {found.reasons.map(({ name, reason }) => (
              <li key={name}>
                《{name}》{reason}
              </li>
            ))}
          </ul>
          <p>请换一个用途或评价日。</p>
        </div>
      )}
      {chosen && (
        <p className="chooser__found">
          适用：<strong>{chosen.name}</strong>（{chosen.documentNumber}，{chosen.issuer}）
        </p>
      )}
    </section>
  );
}

/** The day stays as it is typed; it counts once it is a day. */
function DayField({ day, onDay }: { day: string; onDay: (day: string) => void }) {
  const [text, setText] = useState(day);
  return (
    <NumberField
      id="day"
      label="评价日"
      unit=""
      digits
      value={text}
      echo={null}
      problem={isDay(text) ? null : '请写成 年-月-日，如 2026-06-01。'}
      onChange={(next) => {
        setText(next.trim());
        if (isDay(next.trim())) onDay(next.trim());
      }}
    />
  );
}
