import { Button } from 'antd';
import { useState } from 'react';
import { formatInstant } from '../../shared/format/times';
import { May } from '../../shared/session/May';
import { DayField } from '../../shared/ui/DayField';
import { SendForm } from '../../shared/ui/SendForm';
import { TextField } from '../../shared/ui/TextField';
import { type SupportCaseDetail, useBan, useLiftBan } from './cases.queries';

/** Bans on applying (限制申报) because the money of this case was claimed back. */
export function BansPanel({ found }: { found: SupportCaseDetail }) {
  const [open, setOpen] = useState<'ban' | 'lift'>();
  const isBack = found.state === 'recovering' || found.state === 'recovered';
  if (!isBack && found.bans.length === 0) return null;
  const stands = found.bans.some(({ liftedAt }) => liftedAt === null);
  return (
    <section className="panel measures" aria-labelledby="case-bans">
      <h2 id="case-bans">限制申报</h2>
      {found.bans.length === 0 && <p className="quiet">没有记。记了的，期内不能申报扶持，也不能申报称号。</p>}
      {found.bans.length > 0 && (
        <ul className="measures__clauses">
          {found.bans.map((ban) => (
            <li key={ban.id}>
              <strong>
                {ban.from} 起，{ban.until} 可以再申报
              </strong>
              {ban.liftedAt && '（已解除）'}
              <p>
                {ban.document}：{ban.reason}
              </p>
              <p className="quiet">
                {ban.personName} {formatInstant(ban.at)} 记
                {ban.liftedAt &&
                  `；${ban.liftedByName ?? ''} ${formatInstant(ban.liftedAt)} 解除：${ban.liftedWhy ?? ''}`}
              </p>
            </li>
          ))}
        </ul>
      )}
      <May what="measures.decide">
        {open === undefined && (stands || isBack) && (
          <div className="acts">
            {stands ? (
              <Button onClick={() => setOpen('lift')}>解除限制</Button>
            ) : (
              <Button onClick={() => setOpen('ban')}>记入限制申报</Button>
            )}
          </div>
        )}
        {open === 'ban' && <BanForm id={found.id} close={() => setOpen(undefined)} />}
        {open === 'lift' && <LiftForm id={found.id} close={() => setOpen(undefined)} />}
      </May>
    </section>
  );
}

function BanForm({ id, close }: { id: string; close: () => void }) {
  const banning = useBan(id);
  const [document, setDocument] = useState('');
  const [from, setFrom] = useState('');
  const [until, setUntil] = useState('');
  const [reason, setReason] = useState('');
  const ready = document.trim().length >= 2 && reason.trim().length >= 2 && from !== '' && until !== '';
  return (
    <SendForm
      className="measures__editor"
      label="记入限制申报"
      sending={banning}
      verb="记入限制申报"
      danger
      ready={ready}
      lacking="请写文号、两个日期和理由"
      onCancel={close}
      onSend={() =>
        banning.mutate({ document: document.trim(), from, until, reason: reason.trim() }, { onSuccess: close })
      }
    >
      <TextField label="决定的文号" max={200} value={document} onChange={setDocument} />
      <DayField label="从哪一天起限制" value={from} onChange={setFrom} />
      <DayField label="哪一天可以再申报" value={until} onChange={setUntil} />
      <TextField label="理由" max={500} lines={2} value={reason} onChange={setReason} />
    </SendForm>
  );
}

function LiftForm({ id, close }: { id: string; close: () => void }) {
  const lifting = useLiftBan(id);
  const [reason, setReason] = useState('');
  return (
    <SendForm
      className="measures__editor"
      label="解除限制"
      sending={lifting}
      verb="解除限制"
      ready={reason.trim().length >= 2}
      lacking="请写明为什么解除"
      onCancel={close}
      onSend={() => lifting.mutate(reason.trim(), { onSuccess: close })}
    >
      <TextField label="为什么解除" max={500} lines={2} value={reason} onChange={setReason} />
    </SendForm>
  );
}
