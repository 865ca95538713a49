import { Link } from '@tanstack/react-router';
import { Button } from 'antd';
import { useState } from 'react';
import { formatInstant } from '../../../shared/format/times';
import { useMay } from '../../../shared/session/session';
import { ProblemView } from '../../../shared/ui/ProblemView';
import { SendForm } from '../../../shared/ui/SendForm';
import { TextField } from '../../../shared/ui/TextField';
import { type Draw, type DrawCase, type GivenSeed, useConfirmRedraw, useProposeRedraw } from './checks.queries';
import { SeedFields, seedReady } from './SeedFields';
import { excludedWords, visitWords } from './visit-words';

interface DrawResultProps {
  draw: Draw;
  /** Number of another draw of the batch. */
  number: (id: string) => number | undefined;
}

/** One draw: whom it hit, who is sent, and how anybody can repeat it. */
export function DrawResult({ draw, number }: DrawResultProps) {
  const { cases, count, replaces, replacedBy, drawnAt, drawnByName, seedKind, seedText, seedSource } = draw;
  const drawn = cases.filter(({ place }) => place !== null);
  return (
    <article className={replacedBy === null ? 'draw' : 'draw draw--replaced'} aria-label={`第 ${draw.number} 次抽取`}>
      <h3>
        第 {draw.number} 次抽取{' '}
        {replacedBy !== null && <span className="state-tag">已被第 {number(replacedBy)} 次重抽代替</span>}
        {replaces !== null && <span className="state-tag">重抽，代替第 {number(replaces)} 次</span>}
      </h3>
      <p className="quiet">
        {formatInstant(drawnAt)}，{drawnByName}；抽中 {count} 件，这里是您看得到的 {cases.length} 件里的 {drawn.length}{' '}
        件。
        {seedKind === 'published' ? `随机数 ${seedText}（${seedSource ?? ''}）` : `随机数由服务器产生：${seedText}`}
      </p>
      <ol className="draw__cases">
        {drawn.map((one) => (
          <Drawn key={one.applicationId} of={one} />
        ))}
      </ol>
      <Repeat draw={draw} />
      {draw.redraws.map((one) => (
        <Redraw key={one.id} of={one} />
      ))}
      {replacedBy === null && <AskRedraw draw={draw} />}
    </article>
  );
}

function Drawn({ of: { applicationId, enterpriseName, officers, excluded, visited } }: { of: DrawCase }) {
  return (
    <li>
      <Link to="/console/recognition/applications/$id" params={{ id: applicationId }}>
        {enterpriseName}
      </Link>{' '}
      派 {(officers ?? []).map(({ name }) => name).join('、')}{' '}
      <span className="state-tag">{visited === null ? '还没有检查' : visitWords[visited]}</span>
      {excluded.length > 0 && (
        <span className="quiet draw__excluded">
          没有派：{excluded.map(({ name, why }) => `${name}（${excludedWords[why]}）`).join('、')}
        </span>
      )}
    </li>
  );
}

/** Everything that was hashed, so that anybody with a hash can check it. */
function Repeat({ draw: { seed, cases, officers } }: { draw: Draw }) {
  return (
    <details>
      <summary>照着重做</summary>
      <p>
        每件算 SHA-256(种子|回执编号)，小的先抽中；每件派的人，先看派过几次，少的在前，再比
        SHA-256(种子|回执编号|账号)，小的在前。回避和不在负责范围的不派。
      </p>
      <p className="code draw__code">种子 {seed}</p>
      <ol className="draw__hashes">
        {cases.map(({ applicationId, receiptNumber, hash, place }) => (
          <li key={applicationId} className="code draw__code">
            {receiptNumber} {hash} {place !== null && `第 ${place} 个抽中`}
          </li>
        ))}
      </ol>
      <ul className="plain-list">
        {officers.map(({ id, name }) => (
          <li key={id}>
            {name} <span className="code draw__code">{id}</span>
          </li>
        ))}
      </ul>
    </details>
  );
}

function Redraw({ of }: { of: Draw['redraws'][number] }) {
  const may = useMay();
  const confirming = useConfirmRedraw();
  if (of.confirmedAt !== null)
    return (
      <p className="recognition__warning">
        重抽：{of.reason}。{of.proposedByName} 提出，{of.confirmedByName} 于 {formatInstant(of.confirmedAt)} 确认。
      </p>
    );
  return (
    <div className="recognition__warning stacked">
      <p>
        {of.proposedByName} 于 {formatInstant(of.proposedAt)} 提出重抽：{of.reason}。要由另一人确认，确认时才抽。
      </p>
      {may('recognition.decide') && !of.mine && (
        <div className="acts">
          <Button loading={confirming.isPending} onClick={() => confirming.mutate(of.id)}>
            确认重抽
          </Button>
        </div>
      )}
      {confirming.error && <ProblemView error={confirming.error} />}
    </div>
  );
}

function AskRedraw({ draw }: { draw: Draw }) {
  const may = useMay();
  const [open, setOpen] = useState(false);
  const [reason, setReason] = useState('');
  const [seed, setSeed] = useState<GivenSeed>(null);
  const proposing = useProposeRedraw(draw.id);
  const waits = draw.redraws.some(({ confirmedAt }) => confirmedAt === null);
  if (!may('recognition.manage') || waits || draw.cases.some(({ visited }) => visited !== null)) return null;
  if (!open)
    return (
      <div className="acts">
        <Button size="small" onClick={() => setOpen(true)}>
          提出重抽
        </Button>
      </div>
    );
  return (
    <SendForm
      className="stacked"
      label="提出重抽"
      sending={proposing}
      onSend={() => proposing.mutate({ reason: reason.trim(), seed }, { onSuccess: () => setOpen(false) })}
      verb="提出重抽，交另一人确认"
      ready={reason.trim().length >= 2 && seedReady(seed)}
      lacking="还要写理由；用公开的数的写数值和出处"
      onCancel={() => setOpen(false)}
    >
      <TextField
        label="为什么重抽（必填）"
        hint="两次抽取和理由都留着"
        max={1000}
        lines={2}
        value={reason}
        onChange={setReason}
      />
      <SeedFields name={`redraw-seed-${draw.id}`} value={seed} onChange={setSeed} />
    </SendForm>
  );
}
