import { Button, Checkbox } from 'antd';
import { useState } from 'react';
import { CreditCode } from '../../shared/ui/CreditCode';
import { Loading } from '../../shared/ui/Loading';
import { ProblemView } from '../../shared/ui/ProblemView';
import { SearchField } from '../../shared/ui/SearchField';
import { SendForm } from '../../shared/ui/SendForm';
import { TextField } from '../../shared/ui/TextField';
import { useDecideTie, useSnapshotRows, type WholeSnapshot } from './yearly.queries';

/** Rows shown at once; the others are found by name or code. */
const mostShown = 100;
/** With more than these at the line the definition, not a person, should tell them apart. */
const manyTied = 50;

/** Who was chosen among those tied at the line, by whom, and why. */
export function DecidedTie({ snapshot: { id, decision } }: { snapshot: WholeSnapshot }) {
  return decision && <Decided id={id} decision={decision} />;
}

function Decided({ id, decision }: { id: string; decision: NonNullable<WholeSnapshot['decision']> }) {
  const { data } = useSnapshotRows(id, { only: 'chosen' }, undefined, mostShown);
  const nameOf = (code: string) => data?.items.find(({ creditCode }) => creditCode === code)?.name;
  return (
    <>
      <p>
        入围线上同分的取舍：{decision.by}决定下列企业入围，理由：{decision.reason}
      </p>
      <ul className="yearly__choices">
        {decision.chosen.map((code) => (
          <li key={code}>
            {nameOf(code)} <CreditCode code={code} />
          </li>
        ))}
      </ul>
    </>
  );
}

/** Who of those tied is in (同分取舍): as many as places are left, with a reason. */
export function TieForm({ snapshot, tie }: { snapshot: WholeSnapshot; tie: NonNullable<WholeSnapshot['tie']> }) {
  const decide = useDecideTie(snapshot.id);
  const [q, setQ] = useState<string>();
  const { data, error, refetch } = useSnapshotRows(snapshot.id, { line: 'tied', q }, undefined, mostShown);
  const [chosen, setChosen] = useState<ReadonlyMap<string, string>>(new Map());
  const [reason, setReason] = useState('');
  const put = (code: string, name: string, isIn: boolean) => {
    const next = new Map(chosen);
    if (isIn) next.set(code, name);
    else next.delete(code);
    setChosen(next);
  };
  return (
    <SendForm
      className="stacked yearly__form"
      label="决定入围线上同分的取舍"
      sending={decide}
      onSend={() => decide.mutate({ chosen: [...chosen.keys()], reason: reason.trim() })}
      verb="决定取舍"
      ready={chosen.size === tie.places && reason.trim().length >= 2}
      lacking={`请正好选 ${tie.places} 家（已选 ${chosen.size} 家），并写明理由`}
    >
      <p className="yearly__warning">
        入围线上 {tie.count} 家同分，还有 {tie.places} 个名额，数据分不出先后：请写明理由决定哪几家入围。
        {tie.count > manyTied && '同分的这样多，更站得住的办法是舍弃这份预览，在定义里写上同分时依次比较的指标。'}
      </p>
      {tie.count > mostShown && (
        <SearchField label="在同分的企业里找" placeholder="名称或统一社会信用代码" value={q} onSearch={setQ} />
      )}
      {error ? (
        <ProblemView error={error} retry={() => void refetch()} />
      ) : !data ? (
        <Loading what="正在读取同分的企业" />
      ) : data.items.length === 0 ? (
        <p className="quiet">同分的企业里没有“{q}”。</p>
      ) : (
        <div className="yearly__choices yearly__choices--tied" role="group" aria-label="同分的企业">
          {data.items.map(({ creditCode, name, score }) => (
            <Checkbox
              key={creditCode}
              checked={chosen.has(creditCode)}
              onChange={({ target }) => put(creditCode, name, target.checked)}
            >
              {name}（{creditCode}，{score ?? ''} 分）
            </Checkbox>
          ))}
        </div>
      )}
      {data?.next && <p className="quiet">只列出前 {mostShown} 家，其余的请用名称或代码找。</p>}
      {tie.count > mostShown && chosen.size > 0 && (
        <ul className="yearly__choices" aria-label="已选">
          {[...chosen].map(([code, name]) => (
            <li key={code}>
              {name} <CreditCode code={code} />{' '}
              <Button size="small" aria-label={`不选${name}`} onClick={() => put(code, name, false)}>
                不选
              </Button>
            </li>
          ))}
        </ul>
      )}
      <TextField label="理由（必填）" max={500} value={reason} onChange={setReason} />
    </SendForm>
  );
}
