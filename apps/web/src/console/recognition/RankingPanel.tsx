import { pointsText } from '@tidu/criteria';
import { Link } from '@tanstack/react-router';
import { Button, Checkbox } from 'antd';
import { useState } from 'react';
import { formatInstant } from '../../shared/format/times';
import { useMay } from '../../shared/session/session';
import { Loading } from '../../shared/ui/Loading';
import { Outcome } from '../../shared/ui/Outcome';
import { ProblemView } from '../../shared/ui/ProblemView';
import { SendForm } from '../../shared/ui/SendForm';
import { TextField } from '../../shared/ui/TextField';
import { type BatchRanking, useBatchRanking, useConfirmTie, useProposeTie } from './recognition.queries';

type Row = BatchRanking['items'][number];

/** The order inside a batch with the line of its quota drawn in; what is tied at it is decided here. */
export function RankingPanel({ batchId }: { batchId: string }) {
  const { data, error } = useBatchRanking(batchId);
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const [whole, setWhole] = useState(false);
  if (error) return <ProblemView error={error} />;
  if (!data) return <Loading what="正在读取名次" />;
  if (data.items.length === 0) return null;
  const { quota, taken, total, items, tie } = data;
  const choosing = tie !== null && tie.decision === null;
  const toggle = (id: string, on: boolean) => {
    const next = new Set(chosen);
    if (on) next.add(id);
    else next.delete(id);
    setChosen(next);
  };
  // the line stands behind the last who is surely before it
  const line = quota === null ? -1 : items.filter(({ before, tied }) => before && !tied).length;
  const [from, until] = whole ? [0, items.length] : shownOf(items, line);
  return (
    <section className="panel stacked" aria-labelledby="batch-ranking">
      <h2 id="batch-ranking">批次内名次</h2>
      <p className="quiet">
        按最近一次提交的最低分从高到低，同分看最高分，都相同的并列。
        {quota === null ? '不限名额。' : `名额 ${quota} 个，已用 ${taken} 个。`}
        {items.length < total && `共 ${total} 件，这里是您看得到的 ${items.length} 件，名次按全部计。`}
      </p>
      {tie && <Tie key={tie.decision?.id} batchId={batchId} tie={tie} items={items} chosen={[...chosen]} />}
      {until - from < items.length && (
        <p>
          这里是名额线前后的 {until - from} 件（{from > 0 && `前面还有 ${from} 件，`}后面还有 {items.length - until}{' '}
          件）。
          <Button size="small" onClick={() => setWhole(true)}>
            看全部 {items.length} 件
          </Button>
        </p>
      )}
      <ol className="batch-ranking">
        {items.slice(from, until).map((row, i) => (
          <li key={row.id} className={row.tied ? 'batch-ranking__tied' : undefined}>
            {from + i === line && <LineMark quota={quota ?? 0} tied={row.tied} />}
            <RankedItem row={row}>
              {choosing && row.tied && (
                <Checkbox checked={chosen.has(row.id)} onChange={({ target }) => toggle(row.id, target.checked)}>
                  取这一件
                </Checkbox>
              )}
              {tie?.decision?.chosen.includes(row.id) && (
                <span className="state-tag">{tie.decision.confirmedAt === null ? '拟取' : '决定取'}</span>
              )}
            </RankedItem>
          </li>
        ))}
      </ol>
    </section>
  );
}

/** Rows on each side of the line of a long order, and how long that is. */
const beside = 10;
const long = 40;

/** What is shown of the order before all of it is asked for: a long one around its line, where it is decided. */
function shownOf(items: readonly Row[], line: number): [from: number, until: number] {
  if (items.length <= long) return [0, items.length];
  const tied = items.filter((row) => row.tied).length;
  return line < 0 ? [0, 2 * beside] : [Math.max(0, line - beside), Math.min(items.length, line + tied + beside)];
}

const LineMark = ({ quota, tied }: { quota: number; tied: boolean }) => (
  <p className="batch-ranking__line">
    名额线（{quota} 个）{tied && '：以下同分的几件正在线上'}
  </p>
);

function RankedItem({ row, children }: { row: Row; children: React.ReactNode }) {
  const { id, place, size, enterpriseName, stateLabel, outcome, points } = row;
  return (
    <div className="batch-ranking__row">
      <b className="number">
        {place}
        {size > 1 && <small>（并列 {size}）</small>}
      </b>
      <Link to="/console/recognition/applications/$id" params={{ id }}>
        {enterpriseName}
      </Link>
      <span className="batch-ranking__stand">
        <span className="state-tag">{stateLabel}</span>
        <Outcome outcome={outcome} />
        {points && <b className="number">{pointsText(points)}</b>}
        {children}
      </span>
    </div>
  );
}

interface TieProps {
  batchId: string;
  tie: NonNullable<BatchRanking['tie']>;
  items: readonly Row[];
  chosen: string[];
}

/** Those tied at the line: one person proposes whom with a reason, another confirms. */
function Tie({ batchId, tie: { tied, places, decision }, chosen, items }: TieProps) {
  const may = useMay();
  const [reason, setReason] = useState('');
  const proposing = useProposeTie(batchId);
  const confirming = useConfirmTie();
  const what = `线上 ${tied} 件同分，只剩 ${places} 个名额：决定之前这几件不能同意、不能公示。`;
  if (decision?.confirmedAt != null)
    return (
      <p className="recognition__warning">
        线上 {tied} 件同分，取 {places} 件：{decision.reason}。{decision.proposedByName} 提出，
        {decision.confirmedByName} 于 {formatInstant(decision.confirmedAt)} 确认。
      </p>
    );
  if (decision)
    return (
      <div className="recognition__warning stacked">
        <p>
          {what}
          {decision.proposedByName} 提出取
          {items
            .filter(({ id }) => decision.chosen.includes(id))
            .map(({ enterpriseName }) => enterpriseName)
            .join('、')}
          ：{decision.reason}
        </p>
        {may('recognition.decide') &&
          (decision.mine ? (
            <p>是您提出的，要由另一位有批准权限的人确认。</p>
          ) : (
            <div className="acts">
              <Button type="primary" loading={confirming.isPending} onClick={() => confirming.mutate(decision.id)}>
                确认这样取舍
              </Button>
            </div>
          ))}
        {confirming.error && <ProblemView error={confirming.error} />}
      </div>
    );
  return (
    <div className="recognition__warning stacked">
      <p>{what}</p>
      {may('recognition.decide') && (
        <SendForm
          className="stacked"
          label="同分取舍"
          sending={proposing}
          onSend={() => proposing.mutate({ chosen, reason: reason.trim() })}
          verb="提出取舍，交另一人确认"
          ready={chosen.length === places && reason.trim().length >= 2}
          lacking={
            chosen.length === places ? '还要写理由' : `在下面同分的几件里选 ${places} 件，已选 ${chosen.length} 件`
          }
        >
          <TextField
            label="为什么取这几件（必填）"
            hint="随批次留存"
            max={1000}
            lines={2}
            value={reason}
            onChange={setReason}
          />
        </SendForm>
      )}
    </div>
  );
}
