import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { portalApi, sentOnce, unwrap } from '../../shared/api/client';
import { formatInstant } from '../../shared/format/times';
import { EmptyState } from '../../shared/ui/EmptyState';
import { Hash } from '../../shared/ui/Hash';
import { Loading } from '../../shared/ui/Loading';
import { PageHead } from '../../shared/ui/PageHead';
import { ProblemView } from '../../shared/ui/ProblemView';
import { SendForm } from '../../shared/ui/SendForm';
import { TextField } from '../../shared/ui/TextField';
import { purposeWords } from './words';
import '../portal.css';
import './declaration.css';

/** One page for the legal representative: what is claimed, the commitment, and the confirmation of exactly that. */
export function ConfirmationPage() {
  const [token] = useState(() => window.location.hash.slice(1));
  const held = useQuery({
    queryKey: ['confirmation', token],
    queryFn: () => unwrap(portalApi.POST('/api/portal/confirmation-holders', { ...sentOnce, body: { token } })),
    enabled: token !== '',
    gcTime: 0,
  });
  const head = <PageHead title="法定代表人确认" />;
  if (token === '')
    return (
      <>
        {head}
        <div className="panel">
          <EmptyState title="链接不完整">请从头复制整个确认链接，包括 # 后面的部分。</EmptyState>
        </div>
      </>
    );
  if (held.error)
    return (
      <>
        {head}
        <ProblemView error={held.error} />
      </>
    );
  if (!held.data) return <Loading what="正在核对链接" />;
  const { enterpriseName, creditCode, batchName, purpose, facts, evidence, commitment, hash, expiresAt } = held.data;
  return (
    <div className="portal-page portal-page--narrow">
      {head}
      <section className="panel" aria-label="申报">
        <dl className="facts-list">
          <dt>企业</dt>
          <dd>
            <strong>{enterpriseName}</strong> <span className="code">{creditCode}</span>
          </dd>
          <dt>申报</dt>
          <dd>
            {batchName}，{purposeWords[purpose]}
          </dd>
          <dt>发起人</dt>
          <dd>
            {held.data.createdByName}；链接 {formatInstant(expiresAt)} 前有效
          </dd>
        </dl>
      </section>
      <section className="panel" aria-labelledby="claimed">
        <h2 id="claimed">申报的内容</h2>
        <dl className="declaration__claimed">
          {facts.map(({ label, value, sourceLabel, otherwise }) => (
            <div key={label}>
              <dt>{label}</dt>
              <dd>
                <b>{value}</b> <span className="quiet">{sourceLabel}</span>
                {otherwise && <em>{otherwise}</em>}
              </dd>
            </div>
          ))}
        </dl>
        {evidence.length > 0 && <p>佐证：{evidence.join('；')}</p>}
      </section>
      <Confirm {...{ token, commitment, hash }} confirmedAt={held.data.confirmedAt} />
    </div>
  );
}

interface ConfirmProps {
  token: string;
  commitment: string;
  hash: string;
  confirmedAt: string | null;
}

function Confirm({ token, commitment, hash, confirmedAt }: ConfirmProps) {
  const [name, setName] = useState('');
  const [lastFour, setLastFour] = useState('');
  const [agreed, setAgreed] = useState(false);
  const confirming = useMutation({
    mutationFn: () =>
      unwrap(
        portalApi.POST('/api/portal/confirmations', { ...sentOnce, body: { token, name: name.trim(), lastFour } }),
      ),
  });
  if (confirming.isSuccess || confirmedAt !== null)
    return (
      <section className="panel" role="status">
        <h2>已确认</h2>
        <p>
          您确认的内容校验值 <Hash value={hash} />
          。本企业办理申报的人可以提交了；内容再改，要请您重新确认。
        </p>
      </section>
    );
  return (
    <SendForm
      className="panel stacked"
      label="确认"
      sending={confirming}
      onSend={() => confirming.mutate()}
      verb="确认这份内容"
      ready={agreed && name.trim().length >= 2 && /^\d{3}[\dXx]$/.test(lastFour)}
      lacking={agreed ? '请填姓名和证件号码末四位' : '请先读承诺书'}
    >
      <p className="declaration__commitment">
        <strong>承诺书</strong> {commitment}
      </p>
      <label className="declaration__agree">
        <input type="checkbox" checked={agreed} onChange={(event) => setAgreed(event.target.checked)} />
        <span>以上内容我已看过，同意承诺书</span>
      </label>
      <TextField label="您的姓名" hint="与登记的法定代表人一致" max={50} value={name} onChange={setName} />
      <TextField label="证件号码末四位" max={4} value={lastFour} onChange={setLastFour} />
      <p className="quiet">
        内容校验值 <Hash value={hash} />
        ，盖章的打印件上印的是同一份内容。
      </p>
    </SendForm>
  );
}
