import { useMutation } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { api, unwrap } from '../../shared/api/client';
import type { components } from '../../shared/api/console.gen';
import { formatInstant } from '../../shared/format/times';
import { Hash } from '../../shared/ui/Hash';
import { PageHead } from '../../shared/ui/PageHead';
import { SendForm } from '../../shared/ui/SendForm';
import { TextField } from '../../shared/ui/TextField';
import './paper-check.css';

type Paper = components['schemas']['CheckedPaperDto'];

const findings: Readonly<Record<Paper['finding'], string>> = {
  same: '纸面与线上一致',
  superseded: '纸面是先前的一版，已被代替',
  differs: '纸面与线上不一致',
};

/** Whether a stamped paper is what was submitted: the clerk types what is printed at the top of every sheet. */
export function PaperCheckPage() {
  const [receipt, setReceipt] = useState('');
  const [hash, setHash] = useState('');
  const checking = useMutation({
    mutationFn: () =>
      unwrap(
        api.GET('/api/console/recognition/papers', {
          params: { query: { receipt: receipt.trim(), hash: hash.trim() } },
        }),
      ),
  });
  return (
    <>
      <PageHead
        title="纸面核对"
        lead="盖章的申报表每页上方印着回执编号和校验值，输进来就知道它是不是线上提交的那一版。"
      />
      <SendForm
        className="panel stacked paper-check"
        label="核对"
        sending={checking}
        onSend={() => checking.mutate()}
        verb="核对"
        ready={receipt.trim() !== '' && /^[0-9a-f]{12,64}$/i.test(hash.trim())}
        lacking="校验值至少输前 12 位"
      >
        <TextField label="回执编号" max={40} value={receipt} onChange={setReceipt} />
        <TextField label="校验值" hint="至少前 12 位" max={64} value={hash} onChange={setHash} />
      </SendForm>
      {checking.data && <Finding paper={checking.data} />}
    </>
  );
}

function Finding({ paper: { finding, enterpriseId, enterpriseName, batchName, number, current } }: { paper: Paper }) {
  return (
    <section className={`panel paper-check__finding is-${finding}`} role="status">
      <h2>{findings[finding]}</h2>
      <dl className="facts-list">
        <dt>企业</dt>
        <dd>
          <Link to="/console/enterprises/$id" params={{ id: enterpriseId }}>
            {enterpriseName}
          </Link>
        </dd>
        <dt>批次</dt>
        <dd>{batchName}</dd>
        <dt>纸面</dt>
        <dd>{number === null ? '与线上任何一版的校验值都不同，请退回重印' : `第 ${number} 次提交`}</dd>
        <dt>线上现行</dt>
        <dd>
          第 {current.number} 次提交，{formatInstant(current.submittedAt)}，校验值 <Hash value={current.hash} />
        </dd>
      </dl>
    </section>
  );
}
